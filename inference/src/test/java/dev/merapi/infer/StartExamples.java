package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.adapt.MetricShape;
import dev.merapi.infer.chain.Found;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;

/** Where chains begin. */
final class StartExamples {
  private static final Model<Tensor> MODEL =
      sample("mu", normal(0, 10))
          .flatMap(
              mu ->
                  sample("sigma", halfNormal(1))
                      .flatMap(sigma -> deterministic("ratio", mu.div(sigma))));

  private static final LogDensity TARGET = LogDensity.of(MODEL);

  private static double[] position(Start start, int chain) {
    return start.of(TARGET.potential(), chain, Key.of(1)).position();
  }

  @Example
  void valuesOfSitesArePositions() {
    Map<String, Tensor> one = Map.of("mu", Tensor.scalar(3), "sigma", Tensor.scalar(1));
    Map<String, Tensor> two = Map.of("mu", Tensor.scalar(-3), "sigma", Tensor.scalar(2));
    assertArrayEquals(new double[] {3, 0}, position(TARGET.startAt(List.of(one)), 5), 1e-12);
    Start each = TARGET.startAt(List.of(one, two));
    assertArrayEquals(new double[] {-3, Math.log(2)}, position(each, 1), 1e-12);
    assertThrows(
        ModelException.class, () -> TARGET.startAt(List.of(Map.of("muu", Tensor.scalar(1)))));
  }

  @Example
  void aPosteriorIsAStart() {
    Sampler small = Sampler.nuts().chains(2).warmUp(100).draws(50);
    Posterior before = Posterior.sample(small, MODEL, Key.of(1));
    Start start = TARGET.startFrom(before, 4);
    assertEquals(before.get("mu").at(12).item(), position(start, 0)[0], 1e-12);
    assertEquals(before.get("mu").at(87).item(), position(start, 3)[0], 1e-12);
    Posterior next = Posterior.sample(small.chains(4).start(start), MODEL, Key.of(2));
    assertEquals(4, next.chains().size());
  }

  /** Blocks of a metric go by the names of sites. */
  @Example
  void sitesAreBlocks() {
    assertArrayEquals(new int[] {1}, TARGET.block("sigma"));
    assertArrayEquals(new int[] {0, 1}, TARGET.block("sigma", "mu"));
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> TARGET.block("ratio")).getMessage());
    assertTrue(message.contains("no latent site 'ratio'"), message);
    MetricShape blocks = MetricShape.blocks(List.of(TARGET.block("mu"), TARGET.block("sigma")));
    Posterior posterior =
        Posterior.sample(Sampler.nuts().metric(blocks).chains(1).draws(50), MODEL, Key.of(1));
    assertEquals(2, posterior.chains().chains().getFirst().warmUp().directions());
  }

  /** Every evaluation is counted, and the end is near the summit. */
  @Example
  void aClimbCountsItsGradients() {
    AtomicInteger evaluations = new AtomicInteger();
    Potential normals = new Targets.Normals(0.001, 1, 1000);
    Potential counted =
        new Targets.Shared() {
          @Override
          public int dimension() {
            return 3;
          }

          @Override
          public double logDensityAndGradient(double[] position, double[] gradient) {
            evaluations.incrementAndGet();
            return normals.logDensityAndGradient(position, gradient);
          }
        };
    Found found = Start.climbed(8, 40).find(counted, 0, Key.of(1));
    assertEquals(evaluations.get(), found.gradients());
    assertTrue(found.point().logDensity() > -0.5, found.toString());
    for (Point other : found.others()) {
      assertTrue(other.logDensity() <= found.point().logDensity());
    }
  }

  /** An edge, a plateau and a place without density are no obstacle. */
  @Example
  void aClimbStaysWhereThereIsDensity() {
    Point start = Start.climbed(8, 40).of(new Targets.Well(2, 1), 0, Key.of(2));
    assertTrue(start.isFinite());
    Potential flat =
        new Targets.Shared() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double logDensityAndGradient(double[] position, double[] gradient) {
            gradient[0] = 0;
            gradient[1] = 0;
            return 0;
          }
        };
    assertTrue(Start.climbed(8, 40).of(flat, 0, Key.of(3)).isFinite());
  }
}
