package dev.merapi.tensor.internal.special;

import java.util.function.DoubleUnaryOperator;

/**
 * The root of an increasing concave function by Newton's method: from any start the first step
 * lands at or left of the root, and from there the steps climb to it. A step that leaves what is
 * known to hold the root, or is not a number, is replaced by a bisection.
 */
final class MonotoneRoot {
  private static final int STEPS = 200;

  private MonotoneRoot() {}

  /** The v with f(v) = 0, given f and its slope. */
  static double of(DoubleUnaryOperator f, DoubleUnaryOperator slope, double start) {
    double low = -1e6;
    double high = 1e6;
    double v = start;
    for (int i = 0; i < STEPS; i++) {
      double value = f.applyAsDouble(v);
      if (value == 0.0) {
        return v;
      }
      if (value < 0.0) {
        low = v;
      } else {
        high = v;
      }
      double next = v - value / slope.applyAsDouble(v);
      if (!(next > low && next < high)) {
        next = 0.5 * (low + high);
      }
      if (Math.abs(next - v) <= 0x1p-52 * Math.abs(next)) {
        return next;
      }
      v = next;
    }
    return v;
  }
}
