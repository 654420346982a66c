package dev.merapi.dist.special;

import java.util.function.DoubleUnaryOperator;

/** The zero of an increasing function: Newton's steps, halved whenever they leave the bracket. */
final class Bracket {
  private Bracket() {}

  static double solve(
      DoubleUnaryOperator f, DoubleUnaryOperator slope, double start, double low, double high) {
    double left = low;
    double right = high;
    double x = start;
    for (int i = 0; i < 200; i++) {
      double error = f.applyAsDouble(x);
      if (error == 0) {
        return x;
      }
      if (error < 0) {
        left = x;
      } else {
        right = x;
      }
      double next = x - error / slope.applyAsDouble(x);
      if (!(next > left && next < right)) {
        next =
            right == Double.POSITIVE_INFINITY ? 2 * x + 1 : left == 0 ? x / 16 : (left + right) / 2;
        next = next > left && next < right ? next : (left + right) / 2;
      }
      if (Math.abs(next - x) <= 2e-16 * Math.abs(x)) {
        return next;
      }
      x = next;
    }
    return x;
  }
}
