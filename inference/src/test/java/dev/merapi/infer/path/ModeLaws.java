package dev.merapi.infer.path;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.rows.RowDensity;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.infer.saved.SavedModel;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Summits and curvatures of densities that are known, and of one density in several forms. */
class ModeLaws {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private static Map<String, Tensor> rows(int n) {
    SplittableRandom random = new SplittableRandom(n);
    return Map.of(
        "x",
        Tensor.of(random.doubles(3L * n, -1, 1).toArray(), Shape.of(n, 3)),
        "y",
        Tensor.of(random.doubles(n).map(Math::round).toArray()));
  }

  private static Model<?> logistic(Map<String, Tensor> rows) {
    Tensor x = rows.getOrDefault("x", Tensor.scalar(0));
    Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
    return sample("b", normal(0, 1).expand(Shape.of(3)).toEvent(1))
        .flatMap(b -> plate("rows", y.size(0), _ -> observe("y", bernoulliLogits(x.matmul(b)), y)));
  }

  /** Where the posterior is normal, all of it is exact: μ ~ N(0, 2²), data 1 and 3 with sd 1. */
  @Test
  void aNormalPosteriorIsKnown() {
    Model<?> model =
        sample("mu", normal(0, 2))
            .flatMap(mu -> plate("rows", 2, _ -> observe("y", normal(mu, 1), Tensor.of(1, 3))));
    Mode mode = Mode.of(LogDensity.of(model), Key.of(1));
    double precision = 1 / 4.0 + 2;
    double mean = 4 / precision;
    assertEquals(mean, mode.position()[0], 1e-9);
    assertEquals(1 / precision, mode.covariance()[0][0], 1e-9);
    double evidence =
        -LOG_TWO_PI - Math.log(2 * Math.sqrt(precision)) - 5 + mean * mean * precision / 2;
    assertEquals(evidence, mode.logEvidence(), 1e-8);
    Tensor draws = mode.posterior(2000, Key.of(2)).get("mu");
    assertEquals(mean, draws.mean().item(), 5 / Math.sqrt(2000 * precision));
    assertEquals(1 / precision, draws.minus(mean).square().mean().item(), 0.08);
    assertTrue(mode.kHat(1000, Key.of(3)).isReliable());
    assertEquals(mean, mode.estimate().get("mu").item(), 1e-9);
  }

  /** Gamma(3, 2) on the scale of its logarithm: the summit is where exp q = 3/2, curvature 3. */
  @Test
  void theJacobianCounts() {
    Mode mode = Mode.of(LogDensity.of(sample("rate", gamma(3, 2))), Key.of(1));
    assertEquals(1.5, mode.estimate().get("rate").item(), 1e-8);
    assertEquals(1 / 3.0, mode.covariance()[0][0], 1e-8);
  }

  @Test
  void aDensityHasOneModeInAllItsForms() {
    Map<String, Tensor> rows = rows(100);
    Model<?> program = logistic(rows);
    RowDensity blocks = RowModel.of("rows", ModeLaws::logistic).block(30).on(rows);
    Mode whole = Mode.of(LogDensity.of(program), Key.of(1));
    List<Posterior.Target> others = List.of(blocks, SavedModel.of(program));
    for (Posterior.Target other : others) {
      Mode mode = Mode.of(other, Key.of(1));
      assertArrayEquals(whole.position(), mode.position(), 1e-7);
      assertEquals(whole.logEvidence(), mode.logEvidence(), 1e-7);
      double[] here = whole.posterior(20, Key.of(2)).get("b").toArray();
      assertArrayEquals(here, mode.posterior(20, Key.of(2)).get("b").toArray(), 1e-6);
    }
    Pathfinder short4 = Pathfinder.standard().draws(50);
    Pathfinder.Found found = short4.run(blocks, Key.of(4));
    assertTrue(found.kHat().isReliable(), found.toString());
    double[] mean = found.posterior().get("b").mean(0).toArray();
    double[][] covariance = whole.covariance();
    for (int i = 0; i < 3; i++) {
      assertEquals(whole.position()[i], mean[i], 5 * Math.sqrt(covariance[i][i] / 50));
    }
    Sampler sampler = whole.sampler().chains(1).warmUp(20).draws(20);
    assertEquals(20, blocks.sample(sampler, Key.of(5)).size());
  }

  @Test
  void whatHasNoSummitIsASentence() {
    Model<?> rises = sample("x", normal(0, 1)).flatMap(x -> factor("up", x.square()));
    Model<?> saddle =
        sample("x", normal(0, 1))
            .flatMap(
                x ->
                    sample("y", normal(0, 1))
                        .flatMap(
                            y ->
                                factor(
                                    "ridge",
                                    x.minus(y)
                                        .square()
                                        .times(-1)
                                        .plus(x.plus(y).square().times(0.25)))));
    for (Model<?> model : List.of(rises, saddle)) {
      String said =
          assertThrows(
                  ArgumentException.class,
                  () -> Mode.of(LogDensity.of(model), Key.of(1)).position())
              .getMessage();
      assertTrue(said.contains("the log density") || said.contains("The log density"), said);
    }
  }

  @Test
  void theSameKeyGivesTheSameBits() {
    RowDensity blocks = RowModel.of("rows", ModeLaws::logistic).block(30).on(rows(100));
    Mode one = Mode.of(blocks, Key.of(1));
    Mode two = Mode.of(blocks, Key.of(1));
    assertArrayEquals(one.position(), two.position());
    assertTrue(Arrays.deepEquals(one.covariance(), two.covariance()));
  }
}
