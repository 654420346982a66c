package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/**
 * ψ⁽ⁿ⁾(x), derivative number {@code order} = n ≥ 2 of ψ, for x &gt; 0; dy/dx = ψ⁽ⁿ⁺¹⁾(x).
 *
 * <p>ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ n! Σₖ (x + k)⁻ⁿ⁻¹ (Abramowitz and Stegun 6.4.10), whose terms from k = N on,
 * with x + N ≥ 12 + n, are summed by Euler and Maclaurin (23.1.30) with seven Bernoulli numbers.
 * Relative error below 1e-14.
 */
public record Polygamma(int order) implements Elementwise1 {
  /** B₂ₖ/(2k)! for k = 1, …, 7 (Abramowitz and Stegun, table 23.2). */
  private static final double[] BERNOULLI = {
    1.0 / 12,
    -1.0 / 720,
    1.0 / 30240,
    -1.0 / 1209600,
    1.0 / 47900160,
    -691.0 / 1307674368000.0,
    1.0 / 74724249600.0
  };

  @Override
  public Interval domain() {
    return Interval.above(0);
  }

  @Override
  public double scalar(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double factorial = 1;
    for (int i = 2; i <= order; i++) {
      factorial *= i;
    }
    return (order % 2 == 0 ? -factorial : factorial) * zeta(order + 1, x);
  }

  /** Σₖ (x + k)⁻ˢ. */
  private static double zeta(int s, double x) {
    double sum = 0;
    double a = x;
    while (a < 11 + s) {
      sum += power(a, s);
      a++;
    }
    double tail = power(a, s - 1) / (s - 1) + 0.5 * power(a, s);
    double rising = s;
    double inverse = power(a, s + 1);
    for (int k = 0; k < BERNOULLI.length; k++) {
      tail += BERNOULLI[k] * rising * inverse;
      rising *= (s + 2.0 * k + 1) * (s + 2.0 * k + 2);
      inverse /= a * a;
    }
    return sum + tail;
  }

  /** a⁻ᵏ. */
  private static double power(double a, int k) {
    double inverse = 1 / a;
    double product = 1;
    for (int i = 0; i < k; i++) {
      product *= inverse;
    }
    return product;
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(new Polygamma(order + 1).on(x));
  }
}
