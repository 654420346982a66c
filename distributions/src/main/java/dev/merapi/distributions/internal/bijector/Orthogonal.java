package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

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
   * Haar's wavelets of n numbers: their sum over √n comes first; then each stretch of m numbers,
   * from long to short, is cut into halves of a = ⌈m/2⌉ and b = m − a numbers, with √(b/(am)) on
   * the first and −√(a/(bm)) on the second.
   *
   * <p>Source: Haar, "Zur Theorie der orthogonalen Funktionensysteme" (1910), for n a power of 2.
   */
  public static Orthogonal haar(int n) {
    if (n < 1) {
      throw new ShapeException("Haar's wavelets want at least one number, but there are " + n);
    }
    double[] q = new double[n * n];
    Arrays.fill(q, 0, n, 1 / Math.sqrt(n));
    Deque<int[]> stretches = new ArrayDeque<>(List.of(new int[] {0, n}));
    for (int row = 1; row < n; ) {
      int[] stretch = stretches.removeFirst();
      int m = stretch[1] - stretch[0];
      int middle = stretch[0] + (m + 1) / 2;
      if (m > 1) {
        double a = middle - stretch[0];
        double b = stretch[1] - middle;
        Arrays.fill(q, row * n + stretch[0], row * n + middle, Math.sqrt(b / (a * m)));
        Arrays.fill(q, row * n + middle, row * n + stretch[1], -Math.sqrt(a / (b * m)));
        stretches.addLast(new int[] {stretch[0], middle});
        stretches.addLast(new int[] {middle, stretch[1]});
        row++;
      }
    }
    return new Orthogonal(Tensor.of(q, Shape.of(n, n)));
  }

  /**
   * The Fourier transform of n real numbers, packed in as many: their sum over √n, then for each
   * frequency k = 1, 2, … below n/2 the real and the imaginary part of √(2/n) Σⱼ xⱼ e^(−2πijk/n),
   * and for even n the alternating sum over √n. The factors keep lengths.
   */
  public static Orthogonal realFourier(int n) {
    Tensor row = Tensor.arange(n).unsqueeze(-1);
    Tensor frequency = row.plus(1).div(2).floor();
    Tensor angle = frequency.times(Tensor.arange(n)).times(2 * Math.PI / n);
    Tensor waves = Tensor.where(row.mod(2).eq(0), angle.sin().unaryMinus(), angle.cos());
    Tensor once = frequency.times(2).mod(n).eq(0);
    Tensor rows = Tensor.where(row.eq(0), Tensor.scalar(1), waves);
    return new Orthogonal(rows.times(once.times(-1.0 / n).plus(2.0 / n).sqrt()));
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
