package dev.merapi.distributions.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Tensor;

/** Equality of arrays to within a tolerance relative to the greater of the number and 1. */
public final class Near {
  private Near() {}

  public static void check(String what, Tensor expected, Tensor actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape(), what + ": shape");
    double[] e = expected.toArray();
    double[] a = actual.toArray();
    for (int i = 0; i < e.length; i++) {
      boolean same = Double.compare(e[i], a[i]) == 0;
      double error = Math.abs(e[i] - a[i]) / Math.max(1, Math.abs(e[i]));
      int at = i;
      assertTrue(
          same || error <= tolerance,
          () ->
              "%s: element %d is %s, expected %s (error %.2e)"
                  .formatted(what, at, a[at], e[at], error));
    }
  }
}
