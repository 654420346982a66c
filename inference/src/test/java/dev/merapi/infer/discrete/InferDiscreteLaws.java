package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Draws follow the marginals and the joint; modes are the best of all assignments. */
class InferDiscreteLaws {
  private static final Tensor Y = Tensor.of(-0.4, 1.2, 0.7);

  private static Model<Tensor> model() {
    Tensor rates = Tensor.of(0.2, 0.7);
    Tensor locs = Tensor.of(-1, 1);
    return sample("a", bernoulli(0.4))
        .flatMap(
            a ->
                plate(
                    "data",
                    3,
                    _ ->
                        sample("b", bernoulli(rates.get(a)))
                            .flatMap(b -> observe("y", normal(locs.get(b), 1), Y))));
  }

  private static double joint(Tensor a, Tensor b) {
    var values = Map.of("a", a, "b", b);
    return Trace.run(Key.of(1), new Substitute(values).on(model())).trace().logProbSum().item();
  }

  private static Tensor bits(int number) {
    return Tensor.of(number & 1, number >> 1 & 1, number >> 2 & 1);
  }

  @Test
  void theModeIsTheBestOfAllAssignments() {
    var mode = InferDiscrete.mode(model(), Key.of(1));
    double best = Double.NEGATIVE_INFINITY;
    for (int number = 0; number < 16; number++) {
      best = Math.max(best, joint(Tensor.scalar(number >> 3), bits(number)));
    }
    assertEquals(best, joint(mode.get("a"), mode.get("b")), 1e-12);
  }

  @Test
  void drawsAreJoint() {
    int n = 2000;
    double[] counts = new double[16];
    for (int i = 0; i < n; i++) {
      var draw = InferDiscrete.draw(model(), Key.of(3).fold(i));
      double[] b = draw.get("b").toArray();
      int a = (int) draw.get("a").item();
      counts[8 * a + 4 * (int) b[2] + 2 * (int) b[1] + (int) b[0]]++;
    }
    double[] weights = new double[16];
    double total = 0;
    for (int number = 0; number < 16; number++) {
      weights[number] = Math.exp(joint(Tensor.scalar(number >> 3), bits(number)));
      total += weights[number];
    }
    for (int number = 0; number < 16; number++) {
      double p = weights[number] / total;
      double tolerance = 4.5 * Math.sqrt(p * (1 - p) / n) + 1.0 / n;
      assertEquals(p, counts[number] / n, tolerance, "assignment " + number);
    }
  }

  @Test
  void marginalsHaveThePlatesAndTheValues() {
    var marginals = InferDiscrete.marginals(model(), Key.of(1));
    assertEquals(Shape.of(2), marginals.get("a").shape());
    assertEquals(Shape.of(3, 2), marginals.get("b").shape());
    assertEquals(3, marginals.get("b").sum().item(), 1e-12);
  }

  @Test
  void aSiteOfOneValueIsDrawnToo() {
    var draw =
        InferDiscrete.draw(sample("one", categorical(Tensor.of(new double[] {1}))), Key.of(1));
    assertEquals(Tensor.scalar(0), draw.get("one"));
  }
}
