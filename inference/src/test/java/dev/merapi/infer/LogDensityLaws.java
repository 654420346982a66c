package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Trace;
import dev.merapi.effects.trace.Traced;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A log density = the trace's density and Jacobians; its gradient = differences; graph = recording;
 * its coordinates = a bijection.
 */
final class LogDensityLaws {
  private static final Tensor Y = Tensor.of(0.3, -1.2, 2.0, 0.7);

  private static Model<Tensor> hierarchy() {
    return sample("rate", Exponential.of(Tensor.scalar(2)))
        .flatMap(
            rate ->
                sample("mix", Uniform.of(Tensor.scalar(-1), Tensor.scalar(3)))
                    .flatMap(
                        mix ->
                            plate(
                                "rows",
                                4,
                                rows ->
                                    sample("z", normal(mix, 1.5))
                                        .flatMap(
                                            z -> observe("y", normal(z, rate.plus(0.1)), Y)))));
  }

  /** Looks at a number, so that no graph can be built. */
  private static Model<Tensor> branching() {
    return sample("x", normal(0, 2))
        .flatMap(x -> observe("y", x.item() > 0 ? normal(x, 1) : normal(x.times(3), 1), 0.5));
  }

  private static void requireGradient(Potential potential, double[] position) {
    double[] gradient = new double[position.length];
    double[] ignored = new double[position.length];
    double value = potential.logDensityAndGradient(position, gradient);
    assertTrue(Double.isFinite(value));
    for (int i = 0; i < position.length; i++) {
      double[] up = position.clone();
      double[] down = position.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope =
          (potential.logDensityAndGradient(up, ignored)
                  - potential.logDensityAndGradient(down, ignored))
              / 2e-5;
      assertEquals(slope, gradient[i], 1e-6 * Math.max(1, Math.abs(slope)));
    }
  }

  @Test
  void gradientsAreSlopes() {
    requireGradient(
        LogDensity.of(hierarchy()).potential(), new double[] {0.2, -0.4, 1, 2, -1, 0.5});
    requireGradient(LogDensity.of(branching()).potential(), new double[] {0.7});
    requireGradient(LogDensity.of(branching()).potential(), new double[] {-0.7});
  }

  @Test
  void aModelThatLooksAtNumbersIsDynamicAndSaysWhere() {
    LogDensity density = LogDensity.of(branching());
    assertTrue(!density.whyDynamic().isEmpty());
    assertTrue(density.whyDynamic().contains("'x'"), density.whyDynamic());
    assertTrue(LogDensity.of(hierarchy()).whyDynamic().isEmpty());
  }

  @Test
  void valueIsDensityPlusJacobian() {
    LogDensity density = LogDensity.of(hierarchy());
    double[] q = {0.2, -0.4, 1, 2, -1, 0.5};
    double rate = Math.exp(0.2);
    double u = 1 / (1 + Math.exp(0.4));
    double mix = -1 + 4 * u;
    double expected = Math.log(2) - 2 * rate + 0.2 - Math.log(4) + Math.log(4 * u * (1 - u));
    for (int i = 0; i < 4; i++) {
      expected += logNormal(q[2 + i], mix, 1.5) + logNormal(Y.get(i).item(), q[2 + i], rate + 0.1);
    }
    assertEquals(expected, density.potential().logDensityAndGradient(q, new double[6]), 1e-12);
  }

  private static double logNormal(double x, double loc, double scale) {
    double z = (x - loc) / scale;
    return -z * z / 2 - Math.log(scale) - Math.log(2 * Math.PI) / 2;
  }

  @Test
  void coordinatesAreABijection() {
    LogDensity density = LogDensity.of(hierarchy());
    double[] q = {0.2, -0.4, 1, 2, -1, 0.5};
    Map<String, Dense> values = density.constrain(q);
    assertEquals(List.of("rate", "mix", "z"), List.copyOf(values.keySet()));
    assertArrayEquals(q, density.unconstrain(values), 1e-12);
  }

  @Test
  void noSiteIsCalledAsAnElementOfAnother() {
    for (String name : List.of("a[1]", "a[2][1]", "a[]")) {
      assertTrue(
          assertThrows(
                  ModelException.class, () -> Coordinates.of(called(name, Shape.of(2)).trace()))
              .getMessage()
              .contains("elements of site 'a' are called 'a[1]' and so on, as site '" + name));
    }
    for (String name : List.of("a1]", "ab[1]", "a[1", "b[a[1]]", "[1]")) {
      assertEquals(2, Coordinates.of(called(name, Shape.of(2)).trace()).sites().size());
    }
    assertEquals(2, Coordinates.of(called("a[1]", Shape.of()).trace()).sites().size());
  }

  private static Traced<Tensor> called(String name, Shape array) {
    return Trace.run(
        Key.of(1),
        sample("a", normal(0, 1).expand(array).toEvent(array.rank()))
            .flatMap(_ -> sample(name, normal(0, 1))));
  }

  @Test
  void drawsDoNotDependOnTheExecutor() {
    LogDensity density = LogDensity.of(hierarchy());
    Graph graph = GraphPotential.graph(density.potential()).get();
    Sampler sampler = Sampler.nuts().chains(2).warmUp(150).draws(50);
    double[][][] swapped = sampler.run(density.potential(), Key.of(3)).draws();
    for (var executor : List.of(Interpreter.of(graph), Compiled.of(graph))) {
      Potential potential =
          GraphPotential.of(graph, executor, new Coordinates(density.coordinates()));
      assertArrayEquals(swapped, sampler.run(potential, Key.of(3)).draws());
    }
  }

  @Test
  void hessianTimesAVectorIsTheSlopeOfTheGradient() {
    LogDensity density = LogDensity.of(hierarchy());
    Potential potential = density.potential();
    double[] q = {0.2, -0.4, 1, 2, -1, 0.5};
    double[] v = {1, -0.5, 0.3, 0, 2, -1};
    double[] up = new double[6];
    double[] down = new double[6];
    double step = 1e-5;
    for (int sign = -1; sign <= 1; sign += 2) {
      double[] moved = new double[6];
      for (int i = 0; i < 6; i++) {
        moved[i] = q[i] + sign * step * v[i];
      }
      double unused = potential.logDensityAndGradient(moved, sign > 0 ? up : down);
      assertTrue(Double.isFinite(unused));
    }
    double[] product = density.hessianTimes(q, v);
    for (int i = 0; i < 6; i++) {
      assertEquals((up[i] - down[i]) / (2 * step), product[i], 1e-6);
    }
  }

  @Test
  void theExplanationShowsTheGraphAndItsStages() {
    String text = LogDensity.of(hierarchy()).explain();
    int before = text.indexOf("value as written:");
    int after = text.indexOf("value and gradient, simplified:");
    assertTrue(0 <= before && before < after, text);
    assertTrue(text.substring(before, after).contains("argument rate"), text);
    assertTrue(text.substring(after).contains("argument rate"), text);
    assertTrue(text.contains("straight-line"), text);
    assertTrue(LogDensity.of(branching()).explain().startsWith("dynamic"));
  }
}
