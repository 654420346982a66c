package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution over arrays of shape {@code eventShape} (E), {@code batchShape} (B) of them with
 * parameters of their own. Values have shape [S.. B.. E..], where S is any shape on the left;
 * densities have shape [S.. B..]. Distributions are values: records of parameters as small as they
 * were given, with the batch shape beside them. Parameters and values may be symbolic.
 *
 * <p>A distribution states its shapes, support, sampler and density; the rest is derived from
 * these.
 */
public interface Distribution extends Moments {

  /** B: one independent member of the family for each element. */
  Shape batchShape();

  /** E: the axes of one value. */
  Shape eventShape();

  /** The values that can occur; {@code support().eventDim()} is the number of axes of E. */
  Constraint support();

  /**
   * Draws of shape [S.. B.. E..] for {@code sampleShape} S: element i is a function of the key, i
   * and the parameters; a differentiable one if the distribution is {@link #reparametrised}.
   */
  Tensor sample(Key key, Shape sampleShape);

  /**
   * The formula of the log-density for values known to be in the support: [S.. B.. E..] → a shape
   * that broadcasts to [S.. B..]. What it gives elsewhere is not defined, nor for parameters that
   * are outside of their sets.
   */
  Tensor logDensity(Tensor value);

  /**
   * The same formula for a value whose distances from the ends of the support are known, where it
   * wants them: without loss next to an end where the density is 0 or infinite.
   */
  default Tensor logDensity(Interior value) {
    return logDensity(value.value());
  }

  /**
   * The parameters with the sets that they come from, those of the distributions that this one is
   * made of among them. Where one that is no number yet leaves its set the density is −∞; a
   * distribution that names none is not watched.
   */
  default Parameters parameters() {
    return Parameters.of(getClass().getSimpleName());
  }

  /**
   * The log-density of values known to be in the support, −∞ where a parameter is outside its set
   * and never NaN for that: [S.. B.. E..] → a shape that broadcasts to [S.. B..].
   */
  default Tensor logProbInside(Tensor value) {
    return Guard.of(this).guarded(logDensity(value), value);
  }

  /** The same for a value whose distances from the ends of the support are known. */
  default Tensor logProbInside(Interior value) {
    if (value.isPlain()) {
      return logProbInside(value.value());
    }
    Guard guard = Guard.of(this);
    value.above().ifPresent(known -> guard.leaf(known.log()));
    value.below().ifPresent(known -> guard.leaf(known.log()));
    return guard.guarded(logDensity(value), value.value());
  }

  /**
   * The same distribution for a batch shape to which B broadcasts; draws of new elements are
   * independent.
   */
  Distribution expand(Shape batchShape);

  /** Whether draws carry gradients to the parameters: all of them or none. */
  default boolean reparametrised() {
    return false;
  }

  /** Whether values are isolated points, so that the density is a probability. */
  default boolean isDiscrete() {
    return support().isDiscrete();
  }

  /** A draw of shape [B.. E..]. */
  default Tensor sample(Key key) {
    return sample(key, Shape.SCALAR);
  }

  /** The shape of draws: [S.. B.. E..]. */
  default Shape shape(Shape sampleShape) {
    return sampleShape.append(batchShape()).append(eventShape());
  }

  /** The number of axes of one value. */
  default int eventDim() {
    return eventShape().rank();
  }

  /**
   * The shape [S.. B..] of the densities of a value [S.. B.. E..]; a sentence with both shapes
   * where it does not fit.
   */
  default Shape densityShape(Tensor value) {
    return Values.batchOf(this, value);
  }

  /**
   * The log-density, −∞ outside the support and never NaN: [S.. B.. E..] → [S.. B..] in full. Where
   * a value is outside, the formula is asked for another value instead, so gradients stay finite.
   */
  default Tensor logProb(Tensor value) {
    Shape full = densityShape(value);
    Constraint support = support();
    if (value instanceof Dense known && support.holds(known)) {
      return logProbInside(value).expand(full);
    }
    Tensor inside = support.check(value);
    Tensor feasible = Values.where(inside, value, support, eventDim());
    Tensor outside = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor density = Tensor.where(inside, logDensity(feasible), outside);
    return Guard.of(this).guarded(density, value).expand(full);
  }

  /**
   * A sentence where a value is not in the support, naming the value, its index and the support.
   */
  default void requireInSupport(Tensor value) {
    var _ = densityShape(value);
    Values.requireInside(this, value);
  }

  /**
   * All values of a finite support, in order: [K, 1, …, 1, E..], the same for every batch element,
   * or [K, B.., E..] if expanded.
   */
  default Tensor enumerateSupport(boolean expand) {
    Tensor values = Enumeration.of(this);
    int k = values.size(0);
    Shape ones = Shape.SCALAR.padLeft(batchShape().rank());
    Tensor aligned = values.reshape(Shape.of(k).append(ones).append(eventShape()));
    return expand ? aligned.expand(Shape.of(k).append(batchShape()).append(eventShape())) : aligned;
  }

  /** Whether {@link #enumerateSupport} has an answer. */
  default boolean isEnumerable() {
    return Enumeration.isFinite(this);
  }

  /**
   * The same distribution with the {@code n} rightmost batch axes counted among the axes of the
   * event.
   */
  default Distribution toEvent(int n) {
    return IndependentAxes.of(this, n);
  }

  /** The same distribution with all batch axes counted among the axes of the event. */
  default Distribution toEvent() {
    return toEvent(batchShape().rank());
  }

  /** The same distribution with log-density 0 where the mask (0/1, broadcasting with B) is 0. */
  default Distribution mask(Tensor mask) {
    return Masked.of(this, mask);
  }

  /** The same distribution, masked everywhere or nowhere. */
  default Distribution mask(boolean mask) {
    return mask(Tensor.scalar(mask ? 1 : 0));
  }

  /** The same distribution with draws that carry no gradient, so that estimators use its score. */
  default Distribution detached() {
    return new Detached(this);
  }

  /** The same distribution for batch shape [left.., B..]. */
  default Distribution expandBy(Shape left) {
    return expand(left.append(batchShape()));
  }

  /**
   * {@inheritDoc} Where there is no formula, by integrals or sums of the density over numbers
   * ({@link Tails}, {@link CountTails}).
   */
  @Override
  default Tensor logCdf(Tensor value) {
    return isCount()
        ? CountTails.of(this, value, "logCdf").below()
        : Tails.of(this, value, "logCdf").below();
  }

  @Override
  default Tensor logSurvival(Tensor value) {
    return isCount()
        ? CountTails.of(this, value, "logSurvival").above()
        : Tails.of(this, value, "logSurvival").above();
  }

  /** {@inheritDoc} Where there is no formula, by a search ({@link Quantile}). */
  @Override
  default Tensor icdf(Tensor probability) {
    return Quantile.of(this, probability.log(), probability.unaryMinus().log1p(), "icdf");
  }

  @Override
  default Tensor inverseLogCdf(Tensor log) {
    return Quantile.of(this, log, Terms.log1mExp(log), "inverseLogCdf");
  }

  @Override
  default Tensor inverseLogSurvival(Tensor log) {
    return Quantile.of(this, Terms.log1mExp(log), log, "inverseLogSurvival");
  }

  @Override
  default Tensor mean() {
    return isCount() ? CountTails.mean(this) : Tails.spread(this, "mean").mean();
  }

  @Override
  default Tensor variance() {
    return isCount() ? CountTails.variance(this) : Tails.spread(this, "variance").variance();
  }

  private boolean isCount() {
    return eventDim() == 0 && isDiscrete();
  }
}
