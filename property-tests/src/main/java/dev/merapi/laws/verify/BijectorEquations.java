package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.Supplier;

/** The laws of a bijector, for those that are written outside of the library. */
public final class BijectorEquations {
  private static final int POINTS = 8;
  private static final double STEP = 1e-5;

  private BijectorEquations() {}

  /**
   * Returns normally if the inverse undoes the map, values lie in the codomain, and the determinant
   * is that of differences, at points of the domain that normal numbers stand for.
   *
   * @param event the shape of one argument
   * @throws AssertionError with the point, what was found and what is right
   */
  public static void all(Bijector map, Shape event) {
    Bijector onto = BijectTo.of(map.domain());
    Shape free = onto.inverseShape(event);
    for (int i = 0; i < POINTS; i++) {
      Tensor u = normal(0, 1).expand(free).sample(Key.of(i));
      Tensor x = onto.forward(u);
      Tensor y = map.forward(x);
      require(
          map.codomain().check(y).min().item() == 1,
          () -> "%s becomes %s, which is not %s".formatted(x, y, map.codomain().describe()));
      Tensor back = map.inverse(y);
      require(gap(x, back) < 1e-7, () -> "The inverse of the image of %s is %s".formatted(x, back));
      double ours = map.logAbsDetJacobian(x, y).sum().item();
      double numeric = determinant(map, onto, u) - onto.logAbsDetJacobian(u, x).sum().item();
      require(
          Math.abs(ours - numeric) < 1e-4 * (1 + Math.abs(ours)),
          () -> "At %s ln |det| is %s, and %s by differences".formatted(x, ours, numeric));
    }
  }

  private static double gap(Tensor a, Tensor b) {
    return a.minus(b).abs().div(a.abs().plus(1)).max().item();
  }

  /** ln |det| of the map from free numbers of the domain to free numbers of the codomain. */
  private static double determinant(Bijector map, Bijector onto, Tensor u) {
    Bijector out = BijectTo.of(map.codomain());
    int n = u.shape().count();
    double[] at = u.toArray();
    double[] jacobian = new double[n * n];
    for (int j = 0; j < n; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += STEP;
      down[j] -= STEP;
      double[] high = free(map, onto, out, Tensor.of(up, u.shape()));
      double[] low = free(map, onto, out, Tensor.of(down, u.shape()));
      for (int i = 0; i < n; i++) {
        jacobian[i * n + j] = (high[i] - low[i]) / (2 * STEP);
      }
    }
    Tensor y = map.forward(onto.forward(u));
    Tensor v = out.inverse(y);
    return Tensor.of(jacobian, Shape.of(n, n)).logAbsDet().item()
        + out.logAbsDetJacobian(v, y).sum().item();
  }

  private static double[] free(Bijector map, Bijector onto, Bijector out, Tensor u) {
    return out.inverse(map.forward(onto.forward(u))).toArray();
  }

  private static void require(boolean holds, Supplier<String> sentence) {
    if (!holds) {
      throw new AssertionError(sentence.get());
    }
  }
}
