package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models at the limits of size are traced and compiled whole. */
final class LimitsExamples {
  private static Potential compiled(Model<?> model) {
    LogDensity density = LogDensity.of(model);
    Graph graph = GraphPotential.graph(density.potential()).get();
    return GraphPotential.of(graph, Compiled.of(graph), new Coordinates(density.coordinates()));
  }

  @Test
  void oneSite() {
    double[] slope = new double[1];
    double value =
        compiled(sample("x", normal(0, 1))).logDensityAndGradient(new double[] {2}, slope);
    assertEquals(-2 - Math.log(2 * Math.PI) / 2, value, 1e-14);
    assertEquals(-2, slope[0]);
  }

  @Test
  void fiveThousandSites() {
    Model<Tensor> sites = pure(Tensor.scalar(0));
    for (int i = 0; i < 5000; i++) {
      String name = "x" + i;
      sites = sites.flatMap(before -> sample(name, normal(0, 1)).map(x -> x.times(0.5)));
    }
    double[] at = new double[5000];
    double[] slope = new double[5000];
    Arrays.fill(at, 1);
    double value = compiled(sites).logDensityAndGradient(at, slope);
    assertEquals(-2500 * (1 + Math.log(2 * Math.PI)), value, 1e-8);
    assertEquals(-1, slope[4999]);
  }

  @Test
  void aPlateOfAMillion() {
    int n = 1_000_000;
    Tensor y = Tensor.arange(n).div(n);
    Model<Tensor> model =
        sample("mu", normal(0, 1))
            .flatMap(mu -> plate("rows", n, rows -> observe("y", normal(mu, 1), y)));
    double[] slope = new double[1];
    double value = compiled(model).logDensityAndGradient(new double[] {0.5}, slope);
    assertTrue(Double.isFinite(value));
    assertEquals(-1, slope[0], 1e-6);
  }

  /** A variance that follows the squares before it, as in a GARCH(1, 1) of Bollerslev (1986). */
  @Test
  void aLoopOfAHundredThousandSteps() {
    int steps = 100_000;
    double[] returns = new double[steps];
    Draws.normal(Key.of(1), returns, 0, steps);
    Tensor y = Tensor.of(returns, Shape.of(steps));
    // @formatter:off
    Model<Tensor> model =
        sample("level", halfNormal(1)).flatMap(level ->
        sample("shock", halfNormal(1)).flatMap(shock ->
        factor("y",
            Loop.scan(
                    List.of(Tensor.scalar(1)),
                    List.of(y),
                    (carry, now) -> {
                      Tensor variance = carry.getFirst();
                      Tensor square = now.getFirst().square();
                      Tensor next = variance.times(0.5).plus(level).plus(square.times(shock));
                      Tensor term = variance.log().plus(square.div(variance)).times(-0.5);
                      return new Loop.State(List.of(next), List.of(term));
                    })
                .outputs().getFirst().sum())));
    // @formatter:on
    Potential potential = compiled(model);
    double[] at = {-1.2, -1.5};
    double[] slope = new double[2];
    double value = potential.logDensityAndGradient(at, slope);
    assertTrue(Double.isFinite(value));
    double step = 1e-5;
    for (int i = 0; i < 2; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      double[] unused = new double[2];
      double difference =
          potential.logDensityAndGradient(up, unused)
              - potential.logDensityAndGradient(down, unused);
      assertEquals(slope[i], difference / (2 * step), 1e-4 * Math.abs(slope[i]));
    }
  }
}
