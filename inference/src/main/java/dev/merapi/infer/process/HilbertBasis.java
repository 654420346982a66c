package dev.merapi.infer.process;

import dev.merapi.distributions.Distributions;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Stationary Gaussian processes by sines on a box: f(x) = Σ √S(ωⱼ) φⱼ(x) zⱼ with standard normal z,
 * where φⱼ(x) = Π sin(ωⱼₖ (xₖ − cₖ + Lₖ))/√Lₖ and ωⱼₖ = jₖ π/(2Lₖ). The sines do not depend on the
 * parameters of the covariance, so a gradient takes n M operations for n inputs and M sines. As the
 * box and the number of sines grow, the covariance becomes that of the process.
 *
 * <p>Source: A. Solin, S. Särkkä, "Hilbert space methods for reduced-rank Gaussian process
 * regression", 2020; G. Riutort-Mayol and others, "Practical Hilbert space approximate Bayesian
 * Gaussian processes for probabilistic programming", 2023: a box of 1.2 to 2.5 times the half
 * range, the wider the longer ℓ is, and more sines the shorter it is: for half range S and box cS,
 * about 1.75 c S/ℓ for the squared exponential, 2.65 c S/ℓ for Matérn's 5/2 and 3.42 c S/ℓ for 3/2.
 *
 * {@snippet class="dev.merapi.infer.process.GaussianProcessExamples" region="basis"}
 *
 * @param center the middle of the box, [d]
 * @param half its half widths L, [d]
 * @param sizes how many sines there are along each column
 */
public record HilbertBasis(Dense center, Dense half, List<Integer> sizes) {
  private static final int MOST = 1_000_000;

  /** Copies the list; refuses boxes without width and columns without sines. */
  public HilbertBasis {
    sizes = List.copyOf(sizes);
    long all = 1;
    for (int size : sizes) {
      all = size < 1 || all > MOST ? Long.MAX_VALUE : all * size;
    }
    if (center.rank() != 1
        || !center.shape().equals(half.shape())
        || center.size(0) != sizes.size()
        || all > MOST) {
      throw new ArgumentException(
          "A basis has a middle, a half width and at least 1 sine for each column, and at most %d sines, but shapes %s and %s and sizes %s were given."
              .formatted(MOST, center.shape(), half.shape(), sizes));
    }
    if (Arrays.stream(half.toArray()).anyMatch(l -> !(l > 0 && l < Double.POSITIVE_INFINITY))) {
      throw new ArgumentException(
          "The half widths of the box of a basis must be positive and finite, but they are %s."
              .formatted(half));
    }
  }

  /**
   * The basis around inputs.
   *
   * @param x all inputs that will be asked for, [n, d] or [n]
   * @param factor how many times the half range of the inputs the half width is, more than 1
   * @param sizes the number of sines along each column
   * @throws ArgumentException if the box is not wider than the inputs
   */
  public static HilbertBasis around(Tensor x, double factor, int... sizes) {
    if (!(factor > 1)) {
      throw new ArgumentException(
          "The box of a basis must be wider than the inputs, as functions are 0 at its edges, but it is %s times as wide. Take 1.2 to 2.5."
              .formatted(factor));
    }
    Tensor rows = Inputs.rows(x);
    Tensor most = rows.max(0);
    Tensor least = rows.min(0);
    return new HilbertBasis(
        most.plus(least).times(0.5).dense(),
        most.minus(least).times(0.5 * factor).dense(),
        Arrays.stream(sizes).boxed().toList());
  }

  private int count() {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  /** ω, shape [M, d]; the last column varies fastest. */
  public Tensor frequencies() {
    int d = sizes.size();
    int m = count();
    double[] omega = new double[m * d];
    for (int j = 0; j < m; j++) {
      int rest = j;
      for (int k = d - 1; k >= 0; k--) {
        omega[j * d + k] = (rest % sizes.get(k) + 1) * Math.PI / (2 * half.get(k).item());
        rest /= sizes.get(k);
      }
    }
    return Tensor.of(omega, Shape.of(m, d));
  }

  /**
   * φⱼ(xᵢ), shape [n, M].
   *
   * @throws ArgumentException if the inputs have another number of columns than the basis
   */
  public Tensor features(Tensor x) {
    Tensor rows = Inputs.rows(x);
    if (rows.size(1) != sizes.size()) {
      throw new ArgumentException(
          "The basis has %d columns, but the inputs have %d."
              .formatted(sizes.size(), rows.size(1)));
    }
    Tensor from = rows.minus(center).plus(half).unsqueeze(1);
    Tensor sines = frequencies().unsqueeze(0).times(from).sin().div(half.sqrt());
    Tensor product = sines.slice(2, 0, 1).reshape(sines.shape().takeLeft(2));
    for (int k = 1; k < sizes.size(); k++) {
      product = product.times(sines.slice(2, k, k + 1).reshape(sines.shape().takeLeft(2)));
    }
    return product;
  }

  /** √S(ωⱼ), shape [M]: the deviation of each coefficient. */
  public Tensor deviations(Stationary covariance) {
    return covariance.spectralDensity(frequencies()).sqrt();
  }

  /**
   * The values of the process at inputs, in a program, with standard normal {@code name_weights}.
   */
  public Model<Tensor> latent(String name, Stationary covariance, Tensor x) {
    return Models.sample(
            name + "_weights", Distributions.normal(0, 1).expand(Shape.of(count())).toEvent(1))
        .flatMap(z -> Models.deterministic(name, at(x, covariance, z), 1));
  }

  /** The values of the process with these weights at any inputs of the box: predictions. */
  public Tensor at(Tensor x, Stationary covariance, Tensor weights) {
    return features(x).matmul(deviations(covariance).times(weights));
  }

  /** The covariance that it has in place of another: Σ S(ωⱼ) φⱼ(x) φⱼ(y). */
  public Covariance of(Stationary covariance) {
    return (x, y) ->
        features(x)
            .times(covariance.spectralDensity(frequencies()))
            .matmul(features(y).transpose());
  }
}
