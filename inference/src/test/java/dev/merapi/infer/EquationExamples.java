package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Ode;
import dev.merapi.tensor.Tensor;
import net.jqwik.api.Example;

/** Models with a differential equation. */
final class EquationExamples {
  /** y′ = r y² is infinite at 1/r, and is looked at at 2: there is a solution below r = 0.5. */
  private static Model<Tensor> exploding() {
    return let(
        sample("r", halfNormal(1)),
        r -> {
          Tensor path =
              Ode.explicit().solve((t, y) -> y.square().times(r), Tensor.of(1), Tensor.of(0, 1, 2));
          return observe("y", normal(path.get(2).get(0), 1), Tensor.scalar(1.5));
        });
  }

  @Example
  void whereThereIsNoSolutionIsImpossible() {
    LogDensity density = LogDensity.of(exploding());
    Potential potential = density.potential();
    double[] slope = new double[1];
    assertEquals(
        Double.NEGATIVE_INFINITY,
        potential.logDensityAndGradient(new double[] {Math.log(0.6)}, slope));
    assertTrue(density.culprit(new double[] {Math.log(0.6)}).contains("NaN"));
    double at = Math.log(0.3);
    double here = potential.logDensityAndGradient(new double[] {at}, slope);
    double[] ignored = new double[1];
    double up = potential.logDensityAndGradient(new double[] {at + 1e-4}, ignored);
    double down = potential.logDensityAndGradient(new double[] {at - 1e-4}, ignored);
    assertTrue(Double.isFinite(here));
    assertEquals((up - down) / 2e-4, slope[0], 1e-4);
  }

  /** Chains turn back at the edge, and tell of no fault. */
  @Example
  void chainsTurnBackAtTheEdge() {
    Posterior posterior = Posterior.sample(Sampler.nuts().draws(300), exploding(), 4);
    ParameterSummary r = posterior.summary().find("r").orElseThrow();
    // By a sum over a grid.
    assertEquals(0.1589, r.mean(), 0.04);
    assertTrue(posterior.advice().stream().noneMatch(s -> s.contains("NaN")));
  }

  /** A model that cannot be anywhere is refused with the first reason. */
  @Example
  void noWhereAtAll() {
    Model<Tensor> model =
        let(
            sample("r", halfNormal(1)),
            r -> observe("y", normal(r, r.times(-1)), Tensor.scalar(1.5)));
    String told = assertThrows(ModelException.class, () -> LogDensity.of(model)).getMessage();
    assertTrue(told.contains("scale"), told);
  }
}
