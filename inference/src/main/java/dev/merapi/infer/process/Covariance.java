package dev.merapi.infer.process;

import dev.merapi.infer.process.Stationary.Smoothness;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;

/**
 * A covariance k of a function at two inputs. Inputs are rows [n, d]; where d = 1, [n] will do.
 *
 * <p>Laws: k(x, y) = k(y, x), and the matrix k(xᵢ, xⱼ) is positive semidefinite.
 *
 * <p>Source: C. Rasmussen, C. Williams, "Gaussian Processes for Machine Learning", 2006, chapter 4.
 * Parameters are numbers, or tensors of shape [], such as values of sites.
 */
@FunctionalInterface
public interface Covariance {

  /** k(xᵢ, yⱼ), shape [n, m], of inputs x [n, d] and y [m, d]. */
  Tensor between(Tensor x, Tensor y);

  /** k(xᵢ, xᵢ), shape [n]. */
  default Tensor variances(Tensor x) {
    return between(x, x).diagonal();
  }

  /** σ² exp(−r²/2), r = |x − y|/ℓ: infinitely smooth. The length has shape [] or [d]. */
  static Stationary squaredExponential(Tensor deviation, Tensor length) {
    return new Stationary(Smoothness.INFINITE, deviation, length);
  }

  /** As {@link #squaredExponential(Tensor, Tensor)}. */
  static Stationary squaredExponential(double deviation, double length) {
    return squaredExponential(Tensor.scalar(deviation), Tensor.scalar(length));
  }

  /**
   * Matérn's of smoothness ν: σ² e^(−r) for ½, σ² (1 + √3 r) e^(−√3 r) for 3/2, σ² (1 + √5 r +
   * 5r²/3) e^(−√5 r) for 5/2, where r = |x − y|/ℓ. The length has shape [] or [d].
   *
   * @param smoothness ν: 0.5, 1.5 or 2.5
   * @throws ArgumentException if ν is another number
   */
  static Stationary matern(double smoothness, Tensor deviation, Tensor length) {
    return new Stationary(Smoothness.of(smoothness), deviation, length);
  }

  /** As {@link #matern(double, Tensor, Tensor)}. */
  static Stationary matern(double smoothness, double deviation, double length) {
    return matern(smoothness, Tensor.scalar(deviation), Tensor.scalar(length));
  }

  /** σ² (1 + r²/(2α))^(−α), r = |x − y|/ℓ: a mixture of lengths, the broader the smaller α. */
  static Covariance rationalQuadratic(Tensor deviation, Tensor length, Tensor alpha) {
    return new Even(
        deviation,
        (x, y) ->
            Inputs.squares(x, y, length)
                .div(alpha.times(2))
                .log1p()
                .times(alpha)
                .unaryMinus()
                .exp());
  }

  /** As {@link #rationalQuadratic(Tensor, Tensor, Tensor)}. */
  static Covariance rationalQuadratic(double deviation, double length, double alpha) {
    return rationalQuadratic(Tensor.scalar(deviation), Tensor.scalar(length), Tensor.scalar(alpha));
  }

  /** σ² exp(−2 Σ sin²(π(xₖ − yₖ)/p)/ℓ²): repeats itself with period p. */
  static Covariance periodic(Tensor deviation, Tensor length, Tensor period) {
    return new Even(
        deviation,
        (x, y) ->
            Inputs.differences(x, y)
                .times(Math.PI)
                .div(period)
                .sin()
                .div(length)
                .square()
                .sum(-1)
                .times(-2)
                .exp());
  }

  /** As {@link #periodic(Tensor, Tensor, Tensor)}. */
  static Covariance periodic(double deviation, double length, double period) {
    return periodic(Tensor.scalar(deviation), Tensor.scalar(length), Tensor.scalar(period));
  }

  /** σ² (x − c)·(y − c): straight lines that meet in c, of shape [] or [d]. */
  static Covariance linear(Tensor deviation, Tensor center) {
    return new Linear(deviation, center);
  }

  /** As {@link #linear(Tensor, Tensor)}. */
  static Covariance linear(double deviation, double center) {
    return linear(Tensor.scalar(deviation), Tensor.scalar(center));
  }

  /** σ²: functions that do not vary. */
  static Covariance constant(Tensor deviation) {
    return new Even(
        deviation,
        (x, y) -> Tensor.ones(Inputs.rows(x).shape().takeLeft(1).append(Inputs.count(y))));
  }

  /** Of the sum of two independent functions. */
  default Covariance plus(Covariance other) {
    return new Both(this, other, Tensor::plus);
  }

  /** Of the product of two independent functions of mean 0. */
  default Covariance times(Covariance other) {
    return new Both(this, other, Tensor::times);
  }

  /**
   * Of a function that looks at some columns of its inputs only.
   *
   * @param columns counted from 0
   */
  default Covariance on(int... columns) {
    return new OnColumns(this, columns.clone());
  }
}
