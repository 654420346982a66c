package dev.merapi.distributions.definition;

import dev.merapi.tensor.Tensor;

/**
 * What may be known of a distribution in closed form; asking for what is not known is a sentence.
 */
public interface Moments {

  /** The expected value, [B.. E..]. */
  default Tensor mean() {
    throw new NoClosedFormException(this, "mean");
  }

  /** The variance of each element, [B.. E..]. */
  default Tensor variance() {
    throw new NoClosedFormException(this, "variance");
  }

  /** The square root of the variance, [B.. E..]. */
  default Tensor stddev() {
    return variance().sqrt();
  }

  /** A value of the greatest density, [B.. E..]. */
  default Tensor mode() {
    throw new NoClosedFormException(this, "mode");
  }

  /** The expected value of minus the log-density, [B..], in nats. */
  default Tensor entropy() {
    throw new NoClosedFormException(this, "entropy");
  }

  /** The probability of a value not above the given one, [S.. B..]. */
  default Tensor cdf(Tensor value) {
    throw new NoClosedFormException(this, "cdf");
  }

  /** The least value whose cdf is at least {@code probability}, [S.. B..]. */
  default Tensor icdf(Tensor probability) {
    throw new NoClosedFormException(this, "icdf");
  }
}
