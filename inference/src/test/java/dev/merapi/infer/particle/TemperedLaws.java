package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.exponential;
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
import dev.merapi.effects.ModelException;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Example;

/** Tempered populations beside exact evidence and posteriors. */
final class TemperedLaws {
  private static final double[] Y = {1.9, 2.4, 2.0, 2.7, 1.6, 2.2, 2.5, 2.1};

  private static Model<Tensor> conjugate() {
    return sample("m", normal(0, 1))
        .flatMap(m -> plate("row", Y.length, _ -> observe("y", normal(m, 0.4), Y)).map(_ -> m));
  }

  /** ln p(y), and mean and deviation of m. */
  private static double[] exact() {
    double noise = 0.16;
    double precision = 1;
    double mean = 0;
    double logEvidence = 0;
    for (double y : Y) {
      double total = 1 / precision + noise;
      logEvidence -= 0.5 * (Math.log(2 * Math.PI * total) + (y - mean) * (y - mean) / total);
      mean = (precision * mean + y / noise) / (precision + 1 / noise);
      precision += 1 / noise;
    }
    return new double[] {logEvidence, mean, 1 / Math.sqrt(precision)};
  }

  @Example
  void evidenceAndPosteriorOfAConjugateModel() {
    double[] exact = exact();
    for (Tempered sampler :
        new Tempered[] {
          Tempered.of(600),
          Tempered.of(600).kernel(RandomWalkMetropolis::new).moves(6),
          Tempered.of(600).kernel(RandomWalkMetropolis::new).wasteFree(20)
        }) {
      Particles<Map<String, Tensor>> run = sampler.run(conjugate(), Key.of(0));
      double[] ratios = new double[15];
      for (int k = 0; k < ratios.length; k++) {
        Key key = Key.of(k + 1);
        ratios[k] = Math.exp(sampler.run(conjugate(), key).logEvidence() - exact[0]);
      }
      double mean = Arrays.stream(ratios).average().orElseThrow();
      double squares = Arrays.stream(ratios).map(r -> (r - mean) * (r - mean)).sum();
      assertEquals(1, mean, 4 * Math.sqrt(squares / ratios.length / (ratios.length - 1)));
      assertTrue(Math.abs(mean - 1) < 0.2, "mean " + mean);
      var m = run.posterior().summary().find("m").orElseThrow();
      assertEquals(exact[1], m.mean(), 0.03);
      assertEquals(exact[2], m.sd(), 0.02);
      assertTrue(run.steps().size() > 1, run.steps().toString());
      assertEquals("β = 1.0", run.steps().getLast().site());
    }
  }

  /** Two modes far from each other, of weights 1 : 3: no chain goes from one to the other. */
  @Example
  void twoModes() {
    Model<Tensor> model =
        sample("x", normal(0, 5))
            .flatMap(
                x ->
                    factor(
                        "modes",
                        Tensor.stack(
                                0,
                                normal(-6, 0.2).logProb(x).plus(Math.log(0.25)),
                                normal(6, 0.2).logProb(x).plus(Math.log(0.75)))
                            .logSumExp(0)));
    Particles<Map<String, Tensor>> run = Tempered.of(1500).run(model, Key.of(2));
    double exact =
        Math.log(
                0.25 * Math.exp(-0.5 * 36 / (25 + 0.04)) + 0.75 * Math.exp(-0.5 * 36 / (25 + 0.04)))
            - 0.5 * Math.log(2 * Math.PI * 25.04);
    assertEquals(exact, run.logEvidence(), 0.2);
    assertEquals(0.75, run.mean(values -> values.get("x").item() > 0 ? 1 : 0), 0.12);
  }

  /** Discrete sites are summed out while moving, and come back. */
  @Example
  void discreteSites() {
    Model<Tensor> model =
        sample("s", exponential(1))
            .flatMap(
                s ->
                    sample("z", bernoulli(0.3))
                        .flatMap(z -> observe("y", normal(z.times(2), s.plus(0.5)), 1.8)));
    double evidence = 0;
    double one = 0;
    int grid = 20_000;
    for (int i = 0; i < grid; i++) {
      double u = (i + 0.5) / grid;
      double sd = -Math.log1p(-u) + 0.5;
      double at1 = 0.3 * Math.exp(-0.5 * 0.04 / sd / sd) / sd / Math.sqrt(2 * Math.PI);
      double at0 = 0.7 * Math.exp(-0.5 * 3.24 / sd / sd) / sd / Math.sqrt(2 * Math.PI);
      evidence += (at0 + at1) / grid;
      one += at1 / grid;
    }
    Particles<Map<String, Tensor>> run = Tempered.of(2000).run(model, Key.of(3));
    assertEquals(Math.log(evidence), run.logEvidence(), 0.05);
    assertEquals(one / evidence, run.mean(values -> values.get("z").item()), 0.05);
  }

  @Example
  void threadsDoNotChangeABit() {
    requireSameOnThreads(Tempered.of(60));
    requireSameOnThreads(Tempered.of(60).wasteFree(5));
  }

  private static void requireSameOnThreads(Tempered sampler) {
    Particles<Map<String, Tensor>> one = sampler.run(conjugate(), Key.of(1));
    Particles<Map<String, Tensor>> three = sampler.threads(3).run(conjugate(), Key.of(1));
    assertEquals(one.logEvidence(), three.logEvidence());
    assertArrayEquals(one.posterior().get("m").toArray(), three.posterior().get("m").toArray());
  }

  @Example
  void settingsThatMeanNothing() {
    assertThrows(ModelException.class, () -> Tempered.of(1));
    assertThrows(ModelException.class, () -> Tempered.of(10).moves(0));
    assertThrows(ModelException.class, () -> Tempered.of(10).wasteFree(3));
    assertThrows(ModelException.class, () -> Tempered.of(10).keep(1));
  }
}
