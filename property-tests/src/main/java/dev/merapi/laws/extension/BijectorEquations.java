package dev.merapi.laws.extension;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.laws.verify.Check;
import dev.merapi.laws.verify.Outcome;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** The laws of a bijector. */
final class BijectorEquations {
  private static final int POINTS = 8;
  private static final double STEP = 1e-5;

  private BijectorEquations() {}

  static List<Check> all(Bijector map, Shape event) {
    return List.of(
        check(
            "image",
            "images outside of the codomain, shapes that are not those of the images",
            map,
            event,
            BijectorEquations::image),
        check(
            "inverse",
            "an inverse that does not undo the map",
            map,
            event,
            BijectorEquations::undone),
        check(
            "determinant",
            "a determinant that is not that of the map, of the inverse, or on the way",
            map,
            event,
            BijectorEquations::determinant));
  }

  /** The laws at one point of the domain; empty if they hold. */
  private interface Law {
    Optional<String> at(Bijector map, Bijector onto, Tensor u, Tensor x);
  }

  private static Check check(String name, String sees, Bijector map, Shape event, Law law) {
    return Check.exact(
        name,
        sees,
        "points that normal numbers do not come to",
        (_, key) -> {
          Bijector onto = BijectTo.of(map.domain());
          Shape free = onto.inverseShape(event);
          for (int i = 0; i < POINTS; i++) {
            Tensor u = normal(0, 1).expand(free).sample(key.fold(i));
            Optional<String> wrong = law.at(map, onto, u, onto.forward(u));
            if (wrong.isPresent()) {
              return new Outcome.Failed(wrong.get());
            }
          }
          return new Outcome.Passed("%d points".formatted(POINTS));
        });
  }

  private static Optional<String> image(Bijector map, Bijector onto, Tensor u, Tensor x) {
    Tensor y = map.forward(x);
    if (!map.forwardShape(x.shape()).equals(y.shape())
        || !map.inverseShape(y.shape()).equals(x.shape())) {
      return Optional.of(
          "Values of shape %s become values of shape %s, but it says %s, and %s on the way back."
              .formatted(
                  x.shape(), y.shape(), map.forwardShape(x.shape()), map.inverseShape(y.shape())));
    }
    return map.codomain().check(y).min().item() == 1
        ? Optional.empty()
        : Optional.of("%s becomes %s, which is not %s".formatted(x, y, map.codomain().describe()));
  }

  private static Optional<String> undone(Bijector map, Bijector onto, Tensor u, Tensor x) {
    Tensor y = map.forward(x);
    Tensor back = map.inverse(y);
    if (!(gap(x, back) < 1e-7)) {
      return Optional.of("The inverse of the image of %s is %s".formatted(x, back));
    }
    return gap(y, map.inverse().inverse().forward(x)) < 1e-12
        ? Optional.empty()
        : Optional.of("The inverse of its inverse is not the map at %s".formatted(x));
  }

  private static Optional<String> determinant(Bijector map, Bijector onto, Tensor u, Tensor x) {
    Tensor y = map.forward(x);
    double ours = map.logAbsDetJacobian(x, y).sum().item();
    double back = map.inverse().logAbsDetJacobian(y, x).sum().item();
    double moved = map.forwardMoved(x).logAbsDetJacobian().sum().item();
    if (!(Math.abs(ours + back) + Math.abs(ours - moved) < 1e-8 * (1 + Math.abs(ours)))) {
      return Optional.of(
          "At %s ln |det| is %s, of the inverse %s, and on the way forward %s"
              .formatted(x, ours, back, moved));
    }
    double numeric = numeric(map, onto, u, STEP);
    double doubt = 4 * Math.abs(numeric - numeric(map, onto, u, STEP / 2));
    return Math.abs(ours - numeric) < 1e-4 * (1 + Math.abs(ours)) + doubt
        ? Optional.empty()
        : Optional.of("At %s ln |det| is %s, and %s by differences".formatted(x, ours, numeric));
  }

  private static double numeric(Bijector map, Bijector onto, Tensor u, double step) {
    return determinant(map, onto, u, step)
        - onto.logAbsDetJacobian(u, onto.forward(u)).sum().item();
  }

  private static double gap(Tensor a, Tensor b) {
    return a.minus(b).abs().div(a.abs().plus(1)).max().item();
  }

  /** ln |det| of the map from free numbers of the domain to free numbers of the codomain. */
  private static double determinant(Bijector map, Bijector onto, Tensor u, double step) {
    Bijector out = BijectTo.of(map.codomain());
    int n = u.shape().count();
    double[] at = u.toArray();
    double[] jacobian = new double[n * n];
    for (int j = 0; j < n; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += step;
      down[j] -= step;
      double[] high = free(map, onto, out, Tensor.of(up, u.shape()));
      double[] low = free(map, onto, out, Tensor.of(down, u.shape()));
      for (int i = 0; i < n; i++) {
        jacobian[i * n + j] = (high[i] - low[i]) / (2 * step);
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
}
