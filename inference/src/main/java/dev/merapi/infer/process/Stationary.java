package dev.merapi.infer.process;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A covariance of r = |(x − y)/ℓ| alone, with its spectral density: Matérn's, and their limit, the
 * squared exponential.
 *
 * @param smoothness how often the functions have derivatives
 * @param deviation σ, shape []
 * @param length ℓ, shape [] or one for each column, [d]
 */
public record Stationary(Smoothness smoothness, Tensor deviation, Tensor length)
    implements Covariance {

  /** Matérn's ν. */
  public enum Smoothness {
    /** ½: continuous functions. */
    ONE_HALF(0.5),
    /** 3/2: functions with one derivative. */
    THREE_HALVES(1.5),
    /** 5/2: functions with two derivatives. */
    FIVE_HALVES(2.5),
    /** ∞: the squared exponential. */
    INFINITE(Double.POSITIVE_INFINITY);

    private final double nu;

    Smoothness(double nu) {
      this.nu = nu;
    }

    static Smoothness of(double nu) {
      for (Smoothness smoothness : values()) {
        if (smoothness.nu == nu) {
          return smoothness;
        }
      }
      throw new ArgumentException(
          "Matérn's covariance is here for a smoothness of 0.5, 1.5, 2.5 and infinity, but it is "
              + nu
              + ".");
    }
  }

  @Override
  public Tensor between(Tensor x, Tensor y) {
    Tensor squares = Inputs.squares(x, y, length);
    if (smoothness == Smoothness.INFINITE) {
      return squares.times(-0.5).exp().times(deviation.square());
    }
    Tensor r = root(squares.times(2 * smoothness.nu));
    Tensor polynomial =
        switch (smoothness) {
          case ONE_HALF, INFINITE -> Tensor.scalar(1);
          case THREE_HALVES -> r.plus(1);
          case FIVE_HALVES -> r.plus(1).plus(r.square().div(3));
        };
    return polynomial.times(r.unaryMinus().exp()).times(deviation.square());
  }

  /** √, with gradient 0 at 0: the distance of an input from itself does not depend on ℓ. */
  private static Tensor root(Tensor squares) {
    Tensor same = squares.eq(0);
    return Tensor.where(
        same, Tensor.scalar(0), Tensor.where(same, Tensor.scalar(1), squares).sqrt());
  }

  @Override
  public Tensor variances(Tensor x) {
    return deviation.square().expand(Inputs.count(x));
  }

  /**
   * S(ω) = ∫ k(r) e^(−iω·r) dr, shape [m], at frequencies ω [m, d]: σ² (2π)^(d/2) Π ℓₖ e^(−w²/2)
   * for the squared exponential, where w² = Σ (ℓₖ ωₖ)², and for Matérn's σ² 2^d π^(d/2) Γ(ν + d/2)
   * (2ν)^ν/Γ(ν) Π ℓₖ (2ν + w²)^(−ν − d/2).
   */
  public Tensor spectralDensity(Tensor frequencies) {
    Tensor omega = Inputs.rows(frequencies);
    int d = omega.size(1);
    Tensor lengths = length.expand(Shape.of(d));
    Tensor volume = lengths.log().sum().exp().times(deviation.square());
    Tensor w = omega.times(lengths).square().sum(-1);
    if (smoothness == Smoothness.INFINITE) {
      return w.times(-0.5).exp().times(volume).times(Math.pow(2 * Math.PI, d / 2.0));
    }
    double nu = smoothness.nu;
    double constant =
        Math.pow(2, d)
            * Math.pow(Math.PI, d / 2.0)
            * Math.pow(2 * nu, nu)
            * gamma(nu + d / 2.0)
            / gamma(nu);
    return w.plus(2 * nu).log().times(-nu - d / 2.0).exp().times(volume).times(constant);
  }

  /** Γ of a multiple of ½. */
  private static double gamma(double x) {
    double product = x == Math.rint(x) ? 1 : Math.sqrt(Math.PI);
    for (double at = x == Math.rint(x) ? 1 : 0.5; at < x; at++) {
      product *= at;
    }
    return product;
  }
}
