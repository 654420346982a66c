package dev.merapi.distributions.definition;

import dev.merapi.tensor.Tensor;

/**
 * What may be known of a distribution beside its density; asking for what is not known is a
 * sentence. A probability next to 1 is known by its {@link #logSurvival}, never by a subtraction.
 */
public interface Moments {

  /**
   * The expected value, [B.. E..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor mean() {
    throw new NoClosedFormException(this, "mean");
  }

  /**
   * The variance of each element, [B.. E..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor variance() {
    throw new NoClosedFormException(this, "variance");
  }

  /** The square root of the variance, [B.. E..]. */
  default Tensor stddev() {
    return variance().sqrt();
  }

  /**
   * A value of the greatest density, [B.. E..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor mode() {
    throw new NoClosedFormException(this, "mode");
  }

  /**
   * The expected value of minus the log-density, [B..], in nats.
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor entropy() {
    throw new NoClosedFormException(this, "entropy");
  }

  /** P(X ≤ value), [S.. B..]. */
  default Tensor cdf(Tensor value) {
    return logCdf(value).exp();
  }

  /**
   * The least value whose cdf is at least {@code probability}, [S.. B..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor icdf(Tensor probability) {
    throw new NoClosedFormException(this, "icdf");
  }

  /** The least value that is exceeded with at most {@code probability}, [S.. B..]. */
  default Tensor inverseSurvival(Tensor probability) {
    return inverseLogSurvival(probability.log());
  }

  /**
   * ln P(X ≤ value), to the last digits also next to 0 and next to 1; [S.. B..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor logCdf(Tensor value) {
    throw new NoClosedFormException(this, "logCdf");
  }

  /**
   * ln P(X &gt; value), to the last digits also next to 0 and next to 1; [S.. B..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor logSurvival(Tensor value) {
    throw new NoClosedFormException(this, "logSurvival");
  }

  /**
   * The least value whose {@link #logCdf} is at least {@code log} ≤ 0, [S.. B..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor inverseLogCdf(Tensor log) {
    throw new NoClosedFormException(this, "inverseLogCdf");
  }

  /**
   * The least value whose {@link #logSurvival} is at most {@code log} ≤ 0, [S.. B..].
   *
   * @throws NoClosedFormException if there is none
   */
  default Tensor inverseLogSurvival(Tensor log) {
    throw new NoClosedFormException(this, "inverseLogSurvival");
  }
}
