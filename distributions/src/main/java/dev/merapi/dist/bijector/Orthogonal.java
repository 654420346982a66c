package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * y = Q x on vectors of n numbers with an orthogonal matrix Q [.., n, n]: a turn or a reflection,
 * so x = Qᵀ y and ln |det| = 0.
 */
public record Orthogonal(Tensor matrix) implements Bijector {

  /**
   * The discrete cosine transform of type II, whose element k is the part of x that oscillates k/2
   * times: Qₖⱼ = cₖ cos(π (j + ½) k / n) with c₀ = √(1/n) and cₖ = √(2/n).
   *
   * <p>Source: Ahmed, Natarajan and Rao, "Discrete cosine transform" (1974), equation 1.
   */
  public static Orthogonal discreteCosine(int n) {
    Tensor k = Tensor.arange(n).unsqueeze(-1);
    Tensor waves = k.times(Tensor.arange(n).plus(0.5)).times(Math.PI / n).cos();
    Tensor size = Tensor.where(k.eq(0), Tensor.scalar(1.0 / n), Tensor.scalar(2.0 / n)).sqrt();
    return new Orthogonal(waves.times(size));
  }

  /**
   * Haar's wavelets for n a power of 2: sums and differences of neighbours over √2, then the same
   * of the sums, until one is left, which comes first; differences of greater scale precede smaller
   * ones.
   *
   * <p>Source: Haar, "Zur Theorie der orthogonalen Funktionensysteme" (1910).
   */
  public static Orthogonal haar(int n) {
    if (n < 1 || Integer.bitCount(n) != 1) {
      throw new ShapeException("Haar's wavelets want a power of 2 numbers, but there are " + n);
    }
    Tensor sums = Tensor.eye(n);
    Tensor matrix = Tensor.eye(n).slice(0, 0, 0);
    for (int left = n / 2; left >= 1; left /= 2) {
      Tensor even = sums.slice(0, 0, left, 2);
      Tensor odd = sums.slice(0, 1, left, 2);
      matrix = Tensor.concat(0, even.minus(odd).div(Math.sqrt(2)), matrix);
      sums = even.plus(odd).div(Math.sqrt(2));
    }
    return new Orthogonal(Tensor.concat(0, sums, matrix));
  }

  /**
   * Reflections at the planes across vectors v [k, n], the last one first: H₁ ⋯ Hₖ with Hᵢ = 1 − 2
   * vᵢ vᵢᵀ / |vᵢ|². Any orthogonal matrix is one of n of them, up to sign.
   *
   * <p>Source: Tomczak and Welling, "Improving variational auto-encoders using Householder flow"
   * (2016), equation 8.
   */
  public static Orthogonal householder(Tensor vectors) {
    int n = vectors.size(-1);
    Tensor product = Tensor.eye(n);
    for (int i = 0; i < vectors.size(0); i++) {
      Tensor v = vectors.get(i);
      Tensor outer = v.unsqueeze(-1).times(v).div(v.square().sum());
      product = product.matmul(Tensor.eye(n).minus(outer.times(2)));
    }
    return new Orthogonal(product);
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.unsqueeze(-2).matmul(matrix.transpose()).squeeze(-2);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.unsqueeze(-2).matmul(matrix).squeeze(-2);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(1));
  }
}
