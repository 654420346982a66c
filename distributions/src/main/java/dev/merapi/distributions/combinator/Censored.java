package dev.merapi.distributions.combinator;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.TailsOf;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of numbers seen through censoring: where {@code censored} is 0 a value is exact
 * and has the density of the base; where it is 1 only the {@code side} it lies on is known, and it
 * has the logarithm of the probability of that side. Draws are those of the base. The base must
 * have a cdf.
 */
public record Censored(Distribution base, Tensor censored, Side side, Shape batchShape)
    implements Univariate, TailsOf {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Censored {
    parameters(base, censored).check(batchShape);
  }

  /** What is known of a censored value x. */
  public enum Side {
    /** X ≤ x. */
    LEFT,
    /** X &gt; x. */
    RIGHT
  }

  /** A distribution of which values are known only to be no greater where the flag is 1. */
  @Factory("leftCensored")
  public static Censored left(Distribution base, Tensor censored) {
    return of(base, censored, Side.LEFT);
  }

  /** A distribution of which values are known only to be exceeded where the flag is 1. */
  @Factory("rightCensored")
  public static Censored right(Distribution base, Tensor censored) {
    return of(base, censored, Side.RIGHT);
  }

  private static Censored of(Distribution base, Tensor censored, Side side) {
    return new Censored(base, censored, side, parameters(base, censored).shape());
  }

  private static Parameters parameters(Distribution base, Tensor censored) {
    return Parameters.of("Censored")
        .with("censored", censored, Constraints.bool())
        .part("base", base);
  }

  @Override
  public Parameters parameters() {
    return parameters(base, censored);
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.detached(base.expand(batchShape).sample(key, sampleShape));
  }

  private Tensor mass(Tensor value) {
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return switch (side) {
      case LEFT -> Mass.log(base, infinite.unaryMinus(), value);
      case RIGHT -> Mass.log(base, value, infinite);
    };
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor mass = mass(value);
    return Tensor.where(censored, mass, base.logDensity(value));
  }

  /**
   * A censored value may be any number, also one that the base cannot have: that it is exceeded, or
   * not, has a probability all the same.
   */
  @Override
  public Tensor logProb(Tensor value) {
    Tensor seen = base.mask(censored.not()).logProb(value);
    Tensor known = Tensor.where(censored, value, base.support().interior(value.shape()));
    Tensor mass = Tensor.where(value.isNan(), Tensor.scalar(Double.NEGATIVE_INFINITY), mass(known));
    return Tensor.where(censored, mass, seen).expand(densityShape(value));
  }

  @Override
  public void requireInSupport(Tensor value) {
    base.mask(censored.not()).requireInSupport(value);
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Censored expand(Shape batchShape) {
    return Parameters.checked(() -> new Censored(base, censored, side, batchShape));
  }
}
