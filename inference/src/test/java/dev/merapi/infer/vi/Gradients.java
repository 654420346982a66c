package dev.merapi.infer.vi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.tensor.Key;
import java.util.Arrays;

/** Gradients of bounds under many keys, and the exact one. */
final class Gradients {
  static final Key KEY = Key.of(31);

  private Gradients() {}

  /** Means and standard errors of bound and gradient over many keys, in one row. */
  static double[][] moments(Bound bound, int keys) {
    int n = bound.dimension();
    double[] position = start(bound);
    double[] gradient = new double[n];
    double[] sum = new double[n + 1];
    double[] squares = new double[n + 1];
    for (int i = 0; i < keys; i++) {
      double value = bound.at((Key.Known) KEY.fold(i), position, gradient);
      for (int j = 0; j <= n; j++) {
        double x = j == 0 ? value : gradient[j - 1];
        sum[j] += x;
        squares[j] += x * x;
      }
    }
    double[][] moments = new double[2][n + 1];
    for (int j = 0; j <= n; j++) {
      moments[0][j] = sum[j] / keys;
      double variance = squares[j] / keys - moments[0][j] * moments[0][j];
      moments[1][j] = Math.sqrt(Math.max(0, variance) / keys);
    }
    return moments;
  }

  static double[] start(Bound bound) {
    double[] position = new double[bound.dimension()];
    int offset = 0;
    for (String name : bound.parameters()) {
      double[] part = bound.start().get(name).toArray();
      System.arraycopy(part, 0, position, offset, part.length);
      offset += part.length;
    }
    return position;
  }

  static double[] exact(Model<?> model, Model<?> guide) {
    Bound bound = Bound.of(TraceEnum.EXACT, model, new ConfigEnumerate().on(guide), KEY);
    double[] gradient = new double[bound.dimension()];
    double value = bound.at((Key.Known) KEY.fold(1), start(bound), gradient);
    double[] again = gradient.clone();
    double other = bound.at((Key.Known) KEY.fold(2), start(bound), again);
    assertEquals(value, other, 1e-10 * (1 + Math.abs(value)));
    double[] all = new double[gradient.length + 1];
    all[0] = value;
    System.arraycopy(gradient, 0, all, 1, gradient.length);
    return all;
  }

  static void requireUnbiased(
      Bound.Objective objective, Model<?> model, Model<?> guide, double[] exact, int keys) {
    double[][] moments = moments(Bound.of(objective, model, guide, KEY), keys);
    for (int j = 0; j < exact.length; j++) {
      double room = 4 * moments[1][j] + 1e-10 * (1 + Math.abs(exact[j]));
      assertEquals(exact[j], moments[0][j], room, j + " of " + Arrays.toString(exact));
    }
  }
}
