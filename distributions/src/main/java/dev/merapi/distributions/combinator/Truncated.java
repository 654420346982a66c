package dev.merapi.distributions.combinator;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Offender;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * A continuous distribution of numbers conditioned on low ≤ X ≤ high: p(x) / P(low &lt; X ≤ high).
 * The base must have a cdf, and an inverse one for draws. Bounds broadcast with B; an infinite
 * bound is no bound.
 */
public record Truncated(Distribution base, Tensor low, Tensor high, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Truncated {
    if (base.eventDim() != 0 || base.isDiscrete()) {
      throw new ArgumentException(
          "Truncated wants a continuous distribution of numbers, but %s has event shape %s and values that are %s"
              .formatted(
                  base.getClass().getSimpleName(), base.eventShape(), base.support().describe()));
    }
    parameters(base, low, high).check(batchShape);
    if (Validation.enabled()
        && low instanceof Dense least
        && least.isNan().not() instanceof Dense known
        && !Flags.all(known)) {
      throw new ArgumentException(
          "Truncated: low must be a number, but it is " + Offender.first(low, known, 0));
    }
    if (Validation.enabled()
        && Mass.log(base, low, high) instanceof Dense mass
        && !Flags.all((Dense) mass.gt(Double.NEGATIVE_INFINITY))) {
      throw new ArgumentException(
          "Truncated: in doubles, %s gives no probability to the interval from %s to %s, so there is nothing to condition on"
              .formatted(base.getClass().getSimpleName(), low, high));
    }
  }

  /** A distribution of numbers conditioned on low ≤ x ≤ high. */
  @Factory("truncated")
  public static Truncated of(Distribution base, Tensor low, Tensor high) {
    return new Truncated(base, low, high, parameters(base, low, high).shape());
  }

  private static Parameters parameters(Distribution base, Tensor low, Tensor high) {
    return Parameters.of("Truncated")
        .part("base", base)
        .given("low", low.shape())
        .with("high", high, Constraints.beyond(low));
  }

  @Override
  public Parameters parameters() {
    return parameters(base, low, high);
  }

  /** Conditioned on X ≥ low. */
  public static Truncated below(Distribution base, Tensor low) {
    return of(base, low, Tensor.scalar(Double.POSITIVE_INFINITY));
  }

  /** Conditioned on X ≤ high. */
  public static Truncated above(Distribution base, Tensor high) {
    return of(base, Tensor.scalar(Double.NEGATIVE_INFINITY), high);
  }

  @Override
  public Constraint support() {
    boolean left = !isAbsent(low);
    boolean right = !isAbsent(high);
    if (left && right) {
      return Constraints.interval(low, high);
    }
    if (left) {
      return Constraints.atLeast(low);
    }
    if (!right) {
      return base.support();
    }
    return base.support() instanceof GreaterThan(Tensor floor, _)
        ? Constraints.interval(floor, high)
        : Constraints.atMost(high);
  }

  private static boolean isAbsent(Tensor bound) {
    return bound instanceof Dense dense
        && Arrays.stream(dense.toArray()).allMatch(Double::isInfinite);
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor u = Noise.uniform(key, shape(sampleShape));
    return icdf(u).maximum(low).minimum(high);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return base.logDensity(value).minus(Mass.log(base, low, high));
  }

  @Override
  public Truncated expand(Shape batchShape) {
    return Parameters.checked(() -> new Truncated(base, low, high, batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor reached = value.maximum(low).minimum(high);
    return Mass.log(base, low, reached).minus(Mass.log(base, low, high)).exp();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor from = Mass.upTo(base, low);
    return base.icdf(from.plus(probability.times(Mass.upTo(base, high).minus(from))));
  }
}
