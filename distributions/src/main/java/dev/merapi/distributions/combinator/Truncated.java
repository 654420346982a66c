package dev.merapi.distributions.combinator;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.WholeNumber;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Offender;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * A distribution of numbers conditioned on low ≤ X ≤ high: p(x) / P(low ≤ X ≤ high), for continuous
 * distributions and for counts, which may be truncated to those above 0. Bounds broadcast with B;
 * an infinite bound is no bound. All is taken from the {@link Mass nearer tail} of the base, so
 * that an interval may lie as far out as its logarithm can be told.
 */
public record Truncated(Distribution base, Tensor low, Tensor high, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Truncated {
    if (base.eventDim() != 0) {
      throw new ArgumentException(
          "Truncated wants a distribution of numbers, but %s has event shape %s and values that are %s"
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
        && Mass.log(base, from(base, low), high) instanceof Dense mass
        && !Flags.all((Dense) mass.gt(Double.NEGATIVE_INFINITY))) {
      throw new ArgumentException(
          "Truncated: %s gives no probability to the interval from %s to %s, so there is nothing to condition on"
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

  /** What both the base and the bounds admit. */
  @Override
  public Constraint support() {
    if (base.isDiscrete()) {
      return counts();
    }
    return switch (base.support()) {
      case GreaterThan(Tensor floor, boolean closed) ->
          within(isAbsent(low) ? floor : low.maximum(floor), isAbsent(low) ? closed : true, high);
      case LessThan(Tensor ceiling, boolean closed) ->
          isAbsent(low)
              ? new LessThan(
                  isAbsent(high) ? ceiling : high.minimum(ceiling), !isAbsent(high) || closed)
              : Constraints.interval(low, isAbsent(high) ? ceiling : high.minimum(ceiling));
      case Interval(Tensor floor, boolean first, Tensor ceiling, boolean last) ->
          new Interval(
              isAbsent(low) ? floor : low.maximum(floor),
              !isAbsent(low) || first,
              isAbsent(high) ? ceiling : high.minimum(ceiling),
              !isAbsent(high) || last);
      case Constraint other ->
          isAbsent(low)
              ? isAbsent(high) ? other : Constraints.atMost(high)
              : within(low, true, high);
    };
  }

  private static Constraint within(Tensor low, boolean closed, Tensor high) {
    return isAbsent(high) ? new GreaterThan(low, closed) : new Interval(low, closed, high, true);
  }

  private static boolean isAbsent(Tensor bound) {
    return bound instanceof Dense dense
        && Arrays.stream(dense.toArray()).allMatch(Double::isInfinite);
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  /** The whole numbers of the base that lie between the bounds. */
  private Constraint counts() {
    Tensor least = low.ceil();
    Tensor most = high.floor();
    return switch (base.support()) {
      case WholeNumberBetween(Tensor a, Tensor b) ->
          Constraints.wholeNumberBetween(a.maximum(least), b.minimum(most));
      case WholeNumberFrom(Tensor a) when isAbsent(high) -> new WholeNumberFrom(a.maximum(least));
      case WholeNumberFrom(Tensor a) -> Constraints.wholeNumberBetween(a.maximum(least), most);
      case WholeNumber all when isAbsent(low) -> all;
      case WholeNumber _ when isAbsent(high) -> new WholeNumberFrom(least);
      case WholeNumber _ -> Constraints.wholeNumberBetween(least, most);
      case Constraint other -> other;
    };
  }

  /** What lies below the bound: of counts, those up to the one before. */
  private static Tensor from(Distribution base, Tensor low) {
    return base.isDiscrete() ? low.ceil().minus(1) : low;
  }

  private Tensor from() {
    return from(base, low);
  }

  /**
   * Where the interval is a tail, by the logarithm of the nearer end; elsewhere by the cdf, whose
   * digits suffice there.
   */
  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor u = Noise.uniform(key, shape(sampleShape));
    if (base.isDiscrete()) {
      return icdf(u);
    }
    Tensor from = Mass.upTo(base, low);
    Tensor share = Mass.upTo(base, high).minus(from);
    Tensor p = from.plus(u.times(share));
    Tensor plain = share.gt(1e-3).and(p.lt(1 - 1e-8));
    if (plain instanceof Dense known && Flags.all(known)) {
      return held(base.icdf(p));
    }
    Tensor usual = base.icdf(Tensor.where(plain, p, Tensor.scalar(0.5)));
    Tensor tail = icdf(Tensor.where(plain, Tensor.scalar(0.5), u));
    return held(Tensor.where(plain, usual, tail));
  }

  private Tensor held(Tensor x) {
    return x.maximum(low).minimum(high);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor logDensity = base.logDensity(value).minus(mass());
    if (!base.isDiscrete()) {
      return logDensity;
    }
    Tensor outside = value.lt(low).or(value.gt(high));
    return Tensor.where(outside, Tensor.scalar(Double.NEGATIVE_INFINITY), logDensity);
  }

  @Override
  public Tensor logDensity(Interior value) {
    return base.isDiscrete() ? logDensity(value.value()) : base.logDensity(value).minus(mass());
  }

  private Tensor mass() {
    return Mass.log(base, from(), high);
  }

  @Override
  public Truncated expand(Shape batchShape) {
    return Parameters.checked(() -> new Truncated(base, low, high, batchShape));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor log = Mass.log(base, from(), value.maximum(from()).minimum(high)).minus(mass());
    Tensor none = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor inside = Tensor.where(value.lt(low), none, log.minimum(Tensor.scalar(0)));
    return Tensor.where(value.ge(high), Tensor.scalar(0), inside);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor log = Mass.log(base, value.maximum(from()).minimum(high), high).minus(mass());
    Tensor none = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor inside = Tensor.where(value.ge(high), none, log.minimum(Tensor.scalar(0)));
    return Tensor.where(value.lt(low), Tensor.scalar(0), inside);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return between(probability.log(), probability.unaryMinus().log1p());
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return between(log, Terms.log1mExp(log));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return between(Terms.log1mExp(log), log);
  }

  /** By what the base has below and above: what lies outside and a share of what is inside. */
  private Tensor between(Tensor logBelow, Tensor logAbove) {
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    Tensor below =
        Terms.logAddExp(Mass.log(base, infinite.unaryMinus(), from()), mass().plus(logBelow));
    Tensor above = Terms.logAddExp(Mass.log(base, high, infinite), mass().plus(logAbove));
    Tensor left = below.lt(above);
    Tensor half = Tensor.scalar(-Math.log(2));
    Tensor near = base.inverseLogCdf(Tensor.where(left, below.minimum(half), half));
    Tensor far = base.inverseLogSurvival(Tensor.where(left, half, above.minimum(half)));
    Tensor x = held(Tensor.where(left, near, far));
    return base.isDiscrete() ? x.maximum(low.ceil()) : x;
  }
}
