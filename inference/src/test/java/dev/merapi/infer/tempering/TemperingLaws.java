package dev.merapi.infer.tempering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TemperingLaws {
  /** A normal density of one coordinate, times e^shift. */
  record Normal(double mean, double deviation, double shift) implements Potential {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      double z = (position[0] - mean) / deviation;
      gradient[0] = -z / deviation;
      return shift - z * z / 2 - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
    }

    @Override
    public Potential fork() {
      return this;
    }
  }

  private static final Normal HOT = new Normal(-1, 2, 0);
  private static final Normal COLD = new Normal(3, 0.5, 1.25);

  /** The density at β is normal: precisions and slopes add. */
  private static Normal between(double beta) {
    double precision = (1 - beta) / 4 + beta / 0.25;
    double slope = (1 - beta) * -1 / 4 + beta * 3 / 0.25;
    return new Normal(slope / precision, Math.sqrt(1 / precision), 0);
  }

  /** From draws of all levels, three steps leave draws of all levels: means and variances. */
  @Test
  void theProductIsInvariant() {
    Tempering tempering = Tempering.of(HOT, 4).warmUp(0);
    Swapping kernel = (Swapping) tempering.on(COLD);
    int runs = 4000;
    double[][] after = new double[4][runs];
    SplittableRandom random = new SplittableRandom(5);
    long swapped = 0;
    for (int run = 0; run < runs; run++) {
      List<Point> points = new ArrayList<>();
      List<Double> works = new ArrayList<>();
      for (double beta : tempering.betas()) {
        Normal law = between(beta);
        double[] at = {law.mean() + law.deviation() * random.nextGaussian()};
        points.add(Point.at(new Between(HOT, COLD, beta), at));
        works.add(Point.at(COLD, at).logDensity() - Point.at(HOT, at).logDensity());
      }
      Replicas state =
          new Replicas(
              points, works, List.of(0, 1, 2, 3), List.of(false, false, false, false), 0, 0);
      for (int i = 0; i < 3; i++) {
        state = kernel.step(Key.of(run).fold(i), state).state();
      }
      swapped += state.replica().equals(List.of(0, 1, 2, 3)) ? 0 : 1;
      for (int k = 0; k < 4; k++) {
        after[k][run] = state.points().get(k).coordinate(0);
      }
    }
    assertTrue(swapped > runs / 4);
    for (int k = 0; k < 4; k++) {
      Normal law = between(tempering.betas().get(k));
      double mean = Arrays.stream(after[k]).average().orElse(0);
      double m = mean;
      double variance = Arrays.stream(after[k]).map(x -> (x - m) * (x - m)).average().orElse(0);
      assertEquals(law.mean(), mean, 5 * law.deviation() / Math.sqrt(runs), "mean of " + k);
      assertEquals(1, variance / law.deviation() / law.deviation(), 5 * Math.sqrt(2.0 / runs));
    }
  }

  @Test
  void evidenceIsThatOfTheTarget() {
    Tempering tempering = Tempering.of(HOT, 6);
    Chains chains = Sampler.of(tempering::on).draws(1500).chains(2).run(COLD, Key.of(1));
    assertEquals(1.25, tempering.logEvidence(chains), 0.1);
    Tempering adapted = tempering.adapted(chains);
    Chains again = Sampler.of(adapted::on).draws(1500).chains(2).run(COLD, Key.of(2));
    assertEquals(1.25, adapted.logEvidence(again), 0.06);
    assertEquals(adapted.barrier(again), tempering.barrier(chains), 0.5);
    assertTrue(spread(adapted, again) < spread(tempering, chains));
  }

  /** The largest share of refusals less the smallest. */
  private static double spread(Tempering tempering, Chains chains) {
    double[] refusals = new double[tempering.betas().size() - 1];
    for (int k = 0; k < refusals.length; k++) {
      refusals[k] =
          1
              - Arrays.stream(chains.column(Tempering.EXCHANGE + k))
                  .flatMapToDouble(Arrays::stream)
                  .average()
                  .orElse(0);
    }
    return Arrays.stream(refusals).max().orElse(0) - Arrays.stream(refusals).min().orElse(0);
  }

  /** A chain that stops, goes through bytes and goes on is one that never stopped. */
  @Test
  void resumingIsNotHavingStopped() {
    Sampler sampler = Sampler.of(Tempering.of(HOT, 3).warmUp(20)::on).chains(1);
    Chains whole = sampler.draws(60).run(COLD, Key.of(3));
    Chains half = sampler.draws(25).run(COLD, Key.of(3));
    Chains rest = sampler.draws(60).resume(COLD, half, Progress.NONE);
    assertTrue(Arrays.deepEquals(whole.draws(), rest.draws()));
    assertEquals(whole.last(), rest.last());
  }

  @Test
  void badLevelsAreSentences() {
    assertThrows(ArgumentException.class, () -> Tempering.of(HOT, 1));
    assertThrows(
        ArgumentException.class,
        () -> new Tempering(HOT, List.of(0.0, 0.5, 0.5, 1.0), Kernel::slice, 0));
    assertThrows(
        ArgumentException.class,
        () -> Tempering.of(new dev.merapi.infer.mcmc.Targets.EightSchools(), 4).on(COLD));
  }
}
