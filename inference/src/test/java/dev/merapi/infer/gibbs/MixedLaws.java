package dev.merapi.infer.gibbs;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.internal.program.GivenPotential;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Trajectories on which discrete elements change leave both kinds of sites where they are. */
final class MixedLaws {
  private static final double[] SHARES = {0.15, 0.3, 0.3, 0.25};
  private static final double[] CENTRES = {-2, 0, 2, 4};

  private static Model<Tensor> kinds() {
    return sample("c", categorical(Tensor.of(SHARES)))
        .flatMap(c -> sample("x", normal(Tensor.of(CENTRES).take(0, c), 0.5)));
  }

  /** Draws of the program, moved by one long trajectory with coarse steps and many changes. */
  @Test
  void theJointIsInvariant() {
    Map<String, Tensor> example = Map.of("c", Tensor.scalar(1));
    GivenPotential potential = GivenPotential.of(kinds(), example);
    double[] values = {0, 1, 2, 3};
    Mixed.Held held = new Mixed.Held();
    Mixed kernel =
        new Mixed(
            potential,
            List.of(new Flip("c", 0, values)),
            1.2,
            5,
            Tuning.unit(1).withStepSize(0.7),
            held);
    int n = 20_000;
    SplittableRandom random = new SplittableRandom(2);
    double[] shares = new double[4];
    double[] within = new double[3];
    int accepted = 0;
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      int kind = u < 0.15 ? 0 : u < 0.45 ? 1 : u < 0.75 ? 2 : 3;
      double x = CENTRES[kind] + 0.5 * random.nextGaussian();
      held.values = Map.of("c", Tensor.scalar(kind));
      potential.given(held.values);
      Point from = Point.at(potential, new double[] {x});
      Point to = kernel.step(Key.of(i), from).state();
      int next = (int) held.values.get("c").item();
      accepted += to.coordinate(0) == x ? 0 : 1;
      double z = (to.coordinate(0) - CENTRES[next]) / 0.5;
      shares[next] += 1.0 / n;
      within[0] += z / Math.sqrt(n);
      within[1] += (z * z - 1) / Math.sqrt(2.0 * n);
      within[2] += z * (next - 1.65) / Math.sqrt(1.0275 * n);
    }
    assertTrue(accepted > 0.3 * n && accepted < 0.99 * n, accepted + " accepted");
    for (int k = 0; k < 4; k++) {
      double error = Math.sqrt(SHARES[k] * (1 - SHARES[k]) / n);
      assertEquals(SHARES[k], shares[k], 4.5 * error);
    }
    for (double score : within) {
      assertTrue(Math.abs(score) < 4.5, "z = " + score);
    }
  }

  /** The example of NumPyro: mean 1.3 and variance 4.36. */
  @Test
  void aChainHasTheMomentsOfAll() {
    Posterior draws = Gibbs.of(kinds()).mixed(1.2, 20, "c", "x").posterior(Key.of(1), 2, 2000);
    double mean = draws.get("x").mean().item();
    assertEquals(1.3, mean, 0.25);
    assertEquals(4.36, draws.get("x").minus(mean).square().mean().item(), 0.5);
    for (int k = 0; k < 4; k++) {
      assertEquals(SHARES[k], draws.get("c").eq(k).mean().item(), 0.07);
    }
  }

  /** Rows of two kinds and their distance, beside sums. */
  @Test
  void aPlateOfKinds() {
    Tensor y = Tensor.of(-1.2, 0.4, 1.9, 2.2, -0.3, 1.1);
    Model<Tensor> model =
        sample("far", normal(1, 1))
            .flatMap(
                far ->
                    plate(
                        "rows",
                        6,
                        _ ->
                            sample("z", bernoulli(0.4))
                                .flatMap(z -> observe("y", normal(z.times(far), 1), y))));
    Posterior mixed = Gibbs.of(model).mixed(1.5, 12, "far", "z").posterior(Key.of(1), 2, 1000);
    double[] exact = sums(y.toArray());
    assertEquals(exact[6], mixed.get("far").mean().item(), 0.12, "mean of far");
    for (int i = 0; i < 6; i++) {
      double share = mixed.get("z[" + (i + 1) + "]").mean().item();
      assertEquals(exact[i], share, 0.06, "row " + i);
    }
  }

  /** The probability of each row's second kind, and the mean distance, by a sum over distances. */
  private static double[] sums(double[] y) {
    double[] sums = new double[y.length + 1];
    double total = 0;
    for (double far = -5; far < 7; far += 0.01) {
      double[] second = new double[y.length];
      double weight = Math.exp(-0.5 * (far - 1) * (far - 1));
      for (int i = 0; i < y.length; i++) {
        second[i] = 0.4 * Math.exp(-0.5 * (y[i] - far) * (y[i] - far));
        double both = second[i] + 0.6 * Math.exp(-0.5 * y[i] * y[i]);
        second[i] /= both;
        weight *= both;
      }
      for (int i = 0; i < y.length; i++) {
        sums[i] += weight * second[i];
      }
      sums[y.length] += weight * far;
      total += weight;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= total;
    }
    return sums;
  }

  @Test
  void whatCannotBeAsked() {
    assertThrows(ArgumentException.class, () -> Gibbs.of(kinds()).mixed(0, 1, "c", "x"));
    List<Gibbs> refused = new ArrayList<>();
    refused.add(Gibbs.of(kinds()).mixed(1, 2, "x").exact("c"));
    refused.add(Gibbs.of(kinds()).mixed(1, 2, "c").moved("x"));
    Model<Tensor> counts =
        let(
            sample("n", poisson(3)),
            sample("x", normal(0, 1)),
            (n, x) -> observe("y", normal(n.plus(x), 1), 2.0));
    refused.add(Gibbs.of(counts).mixed(1, 2, "n", "x"));
    for (Gibbs gibbs : refused) {
      String told =
          assertThrows(ModelException.class, () -> gibbs.posterior(Key.of(1), 1, 5)).getMessage();
      assertTrue(told.contains("discrete") || told.contains("Site 'n'"), told);
    }
  }
}
