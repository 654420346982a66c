package dev.merapi.distributions.combinator;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of numbers of which only an interval is seen: an event is a pair (low, high), low
 * &lt; high, and its log-density is ln P(low &lt; X ≤ high). A draw is an exact value x, as the
 * pair (x, x). Either end may be infinite.
 */
public record IntervalCensored(Distribution base) implements Distribution {
  /** A distribution of which values are known only to lie in an interval (low, high). */
  @Factory("intervalCensored")
  public static IntervalCensored of(Distribution base) {
    return new IntervalCensored(base);
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    return Shape.of(2);
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("IntervalCensored").part("base", base);
  }

  @Override
  public Constraint support() {
    return Constraints.realVector();
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor x = Terms.detached(base.sample(key, sampleShape));
    return Tensor.stack(-1, x, x);
  }

  /** Infinite ends are none: (5, ∞) is a value that is known to exceed 5. */
  @Override
  public Tensor logProb(Tensor value) {
    Tensor wrong = value.isNan().any(-1);
    Tensor safe = Tensor.where(wrong.unsqueeze(-1), Tensor.scalar(0), value);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(wrong, never, logDensity(safe)).expand(densityShape(value));
  }

  @Override
  public void requireInSupport(Tensor value) {
    Tensor infinite = value.abs().eq(Double.POSITIVE_INFINITY);
    Tensor finite = Tensor.where(infinite, Tensor.scalar(0), value);
    Distribution.super.requireInSupport(finite);
  }

  /** −∞ for an empty interval. */
  @Override
  public Tensor logDensity(Tensor value) {
    Tensor low = value.slice(-1, 0, 1).squeeze(-1);
    Tensor high = value.slice(-1, 1, 2).squeeze(-1);
    return Mass.log(base, low, high.maximum(low));
  }

  @Override
  public IntervalCensored expand(Shape batchShape) {
    return new IntervalCensored(base.expand(batchShape));
  }
}
