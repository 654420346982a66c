package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Models.traverse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What cannot be summed exactly is refused in a sentence that names sites and plates. */
class RefusalExamples {
  private static final Key KEY = Key.of(1);

  private static FactorGraph graph(Model<?> model, Scaling scaling) {
    int depth = Trace.run(KEY, Laid.out(model)).trace().depth();
    return FactorGraph.of(Trace.run(KEY, Laid.out(model, depth)).trace(), scaling);
  }

  private static void assertRefused(Runnable action, String... parts) {
    String message = String.valueOf(assertThrows(ModelException.class, action::run).getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  private static Model<Tensor> crossed() {
    return crossed(3, 4);
  }

  private static Model<Tensor> crossed(int rows, int columns) {
    return plate("rows", rows)
        .dim(-2)
        .each(_ -> sample("r", bernoulli(0.5)))
        .flatMap(
            r ->
                plate("columns", columns)
                    .dim(-1)
                    .each(_ -> sample("c", bernoulli(0.5)))
                    .flatMap(
                        c ->
                            plate("rows", rows)
                                .dim(-2)
                                .each(
                                    _ ->
                                        plate("columns", columns)
                                            .dim(-1)
                                            .each(
                                                _ ->
                                                    observe(
                                                        "y",
                                                        normal(r.plus(c), 1),
                                                        Tensor.zeros(Shape.of(rows, columns)))))));
  }

  @Test
  void crossedPlates() {
    assertRefused(
        () -> graph(crossed(20, 30), Scaling.COMMON).logDensity(),
        "'r'",
        "'c'",
        "'rows'",
        "'columns'",
        "'y'",
        "2^20",
        "Enumerate all of them in the guide, draw one of them there, or nest the plates");
  }

  @Test
  void crossedPlatesOfWhichOneIsSmall() {
    double[] logs = new double[8];
    for (int rows = 0; rows < 8; rows++) {
      double sum = 3 * Math.log(0.5);
      for (int column = 0; column < 4; column++) {
        double zero = Math.log(0.5);
        double one = Math.log(0.5);
        for (int row = 0; row < 3; row++) {
          int r = rows >> row & 1;
          zero += normal(r, 1).logProb(Tensor.scalar(0)).item();
          one += normal(r + 1, 1).logProb(Tensor.scalar(0)).item();
        }
        sum += Math.log(Math.exp(zero) + Math.exp(one));
      }
      logs[rows] = sum;
    }
    double expected = Math.log(Arrays.stream(logs).map(Math::exp).sum());
    assertEquals(expected, graph(crossed(), Scaling.COMMON).logDensity().item(), 1e-12);
  }

  private static Model<Tensor> proposed(String plate, int size, int dim, String site) {
    return plate(plate, size).dim(dim).each(_ -> sample(site, bernoulli(0.5)));
  }

  /** Two of the remedies that the message has. */
  @Test
  void crossedPlatesWhereTheGuideHelps() {
    Model<?> both = proposed("rows", 3, -2, "r").flatMap(_ -> proposed("columns", 4, -1, "c"));
    Model<?> model = new ConfigEnumerate().on(crossed());
    Model<?> enumerated = new ConfigEnumerate().on(both);
    assertTrue(Double.isFinite(TraceEnum.EXACT.elbo(model, enumerated, KEY).item()));
    Model<?> drawn = proposed("rows", 3, -2, "r");
    assertTrue(Double.isFinite(TraceEnum.EXACT.elbo(model, drawn, KEY).item()));
  }

  /** Each pair of thirty sites has a density of its own, so no order has small tables. */
  private static Model<?> knot() {
    Vector<String> names = Vector.range(0, 30).map(i -> "z" + i);
    return traverse(names, name -> sample(name, bernoulli(0.5)))
        .flatMap(
            z ->
                traverse(
                    Vector.range(0, 30).crossProduct().filter(pair -> pair._1 < pair._2),
                    pair ->
                        factor(
                            "f_%d_%d".formatted(pair._1, pair._2),
                            z.get(pair._1).times(z.get(pair._2)))));
  }

  @Test
  void aTableThatIsTooLargeIsRefusedBeforeItIsMade() {
    assertRefused(
        () -> graph(knot(), Scaling.COMMON).logDensity(),
        "Summing out site 'z",
        "the cheapest order",
        "'f_",
        "enumerate one of them in the guide");
  }

  /** A variable outside of a plate of which 2 of 4 elements take part. */
  private static Model<Tensor> subsampled() {
    return sample("a", bernoulli(0.3))
        .flatMap(
            a ->
                plate("data", 4)
                    .indices(Tensor.of(1, 3))
                    .each(_ -> observe("y", normal(a, 1), 0.4)));
  }

  @Test
  void aGlobalVariableAndASubsampledPlate() {
    assertRefused(() -> graph(subsampled(), Scaling.COMMON), "'a'", "'y'", "'data'", "PLATEWISE");
  }

  @Test
  void thePlatewiseApproximationRaisesTheProductOfThePlate() {
    double zero = 0.7 * Math.exp(4 * normal(0, 1).logProb(Tensor.scalar(0.4)).item());
    double one = 0.3 * Math.exp(4 * normal(1, 1).logProb(Tensor.scalar(0.4)).item());
    double found = graph(subsampled(), Scaling.PLATEWISE).logDensity().item();
    assertEquals(Math.log(zero + one), found, 1e-12);
  }

  @Test
  void somethingOutsideOfAPlateThatDependsOnAVariableInside() {
    Model<Tensor> model =
        plate("data", 3, _ -> sample("z", bernoulli(0.3)))
            .flatMap(z -> observe("y", normal(z, 1), 0.4));
    assertRefused(() -> graph(model, Scaling.COMMON), "'y'", "no plate", "size 3");
  }

  @Test
  void aLatentSiteThatNobodyProposes() {
    assertRefused(
        () -> TraceEnum.EXACT.loss(sample("x", normal(0, 1)), pure(0), KEY), "'x'", "guide");
  }
}
