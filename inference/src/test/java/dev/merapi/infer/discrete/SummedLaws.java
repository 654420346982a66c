package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.particle.Particles;
import dev.merapi.infer.particle.Smc;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Discrete sites summed out of programs: the same evidence, with less variance. */
final class SummedLaws {
  private static final double[] DATA = {0.3, 2.9, 0.8, 1.4, -2.2, 0.1};

  /** A random walk whose data are wrong by much now and then. */
  private static Model<Tensor> outliers() {
    return Models.fold(
        IntStream.range(0, DATA.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) ->
            sample("x_" + t, t == 0 ? normal(0, 1) : normal(x.times(0.9), 0.7))
                .flatMap(
                    now ->
                        sample("z_" + t, bernoulli(0.2))
                            .flatMap(
                                z ->
                                    observe("y_" + t, normal(now, z.times(2.6).plus(0.4)), DATA[t]))
                            .map(_ -> now)));
  }

  /** ln p(data): the Kalman filter for each of the 2⁶ ways to be wrong. */
  private static double exact() {
    double sum = 0;
    for (int way = 0; way < 1 << DATA.length; way++) {
      double mean = 0;
      double variance = 1;
      double density = 1;
      for (int t = 0; t < DATA.length; t++) {
        boolean wrong = (way >> t & 1) == 1;
        if (t > 0) {
          mean *= 0.9;
          variance = 0.81 * variance + 0.49;
        }
        double noise = wrong ? 9 : 0.16;
        double total = variance + noise;
        double error = DATA[t] - mean;
        density *=
            (wrong ? 0.2 : 0.8)
                * Math.exp(-0.5 * error * error / total)
                / Math.sqrt(2 * Math.PI * total);
        mean += variance / total * error;
        variance *= noise / total;
      }
      sum += density;
    }
    return Math.log(sum);
  }

  /** The mean and the variance of Ẑ/Z over runs. */
  private static double[] ratio(Model<Tensor> model, int runs) {
    double exact = exact();
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < runs; k++) {
      Key key = Key.of(k);
      Particles<Tensor> run =
          Settings.DEFAULT.validation(false).in(() -> Smc.of(100).run(model, key));
      double ratio = Math.exp(run.logEvidence() - exact);
      sum += ratio;
      squares += ratio * ratio;
    }
    double mean = sum / runs;
    return new double[] {mean, (squares / runs - mean * mean) * runs / (runs - 1)};
  }

  @Example
  void evidenceIsRightWithLessVariance() {
    int runs = 60;
    double[] sampled = ratio(outliers(), runs);
    double[] summed = ratio(Summed.of(outliers()).program(), runs);
    assertEquals(1, sampled[0], 4 * Math.sqrt(sampled[1] / runs));
    assertEquals(1, summed[0], 4 * Math.sqrt(summed[1] / runs));
    assertTrue(summed[1] < 0.6 * sampled[1], summed[1] + " and " + sampled[1]);
  }

  @Example
  void executorsHaveTheSameBits() {
    Model<Tensor> model = Summed.of(outliers()).program();
    Smc smc = Smc.of(100).threshold(1);
    Particles<Tensor> one = smc.tensors(false).run(model, Key.of(1));
    Particles<Tensor> all = smc.run(model, Key.of(1));
    assertArrayEquals(one.logWeights(), all.logWeights());
    assertEquals(one.logEvidence(), all.logEvidence());
  }

  /** A hidden Markov chain, with a plate of data at each step. */
  private static Model<Tensor> chain() {
    return Models.fold(
        List.of(0, 1, 2, 3),
        Tensor.scalar(0),
        (z, t) ->
            sample(
                    "z_" + t,
                    categorical(
                        Tensor.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4)
                            .reshape(3, 3)
                            .get(z)))
                .flatMap(
                    now ->
                        plate(
                                "two_" + t,
                                2,
                                _ ->
                                    observe(
                                        "y_" + t,
                                        normal(now, 0.8),
                                        Tensor.of(DATA[t], DATA[t + 1])))
                            .map(_ -> now)));
  }

  /** Nothing is left to be drawn: each particle has the exact evidence. */
  @Example
  void whatIsAllDiscreteIsExact() {
    double exact = Run.run(Key.of(1), EnumerateSequential.all(chain())).logEvidence().item();
    Model<Tensor> model = Summed.of(chain().map(_ -> Tensor.scalar(1))).program();
    assertEquals(exact, Smc.of(2).run(model, Key.of(1)).logEvidence(), 1e-9);
  }

  /** Other algorithms see the same density as if they had summed by themselves. */
  @Example
  void logDensityIsThatOfTheModel() {
    LogDensity own = LogDensity.of(outliers());
    LogDensity summed = LogDensity.of(Summed.of(outliers()).program());
    double[] x = {0.2, 0.1, -0.4, 0.8, 1.1, -0.3};
    double[] gradient = new double[6];
    double[] other = new double[6];
    assertEquals(
        own.potential().logDensityAndGradient(x, gradient),
        summed.potential().logDensityAndGradient(x, other),
        1e-10);
    assertArrayEquals(gradient, other, 1e-10);
  }

  private static Model<Tensor> switching() {
    return sample("kind", bernoulli(0.4))
        .flatMap(
            kind ->
                sample("x", normal(kind.times(2), 1))
                    .flatMap(
                        x ->
                            sample("look", bernoulli(0.5))
                                .flatMap(
                                    look ->
                                        look.item() == 0
                                            ? sample("z", bernoulli(0.3))
                                            : pure(Tensor.scalar(0)))
                                .flatMap(z -> deterministic("both", z.plus(x)))
                                .flatMap(both -> observe("y", normal(both, 1), 0.7))
                                .map(_ -> x)));
  }

  @Example
  void sitesThatOthersAreDrawnByAreSampled() {
    Summed<Tensor> summed = Summed.of(switching());
    assertEquals(Set.of("z"), summed.sites());
    String text = summed.explain();
    assertTrue(text.startsWith("sampled: kind, x, look"), text);
    assertTrue(Summed.of(outliers()).explain().contains("summed: z_0, z_1, z_2, z_3, z_4, z_5"));
    Particles<Tensor> run = Smc.of(4000).run(summed.program(), Key.of(3));
    Particles<Tensor> plain = Smc.of(4000).run(switching(), Key.of(3));
    assertEquals(plain.logEvidence(), run.logEvidence(), 0.1);
    String message =
        assertThrows(ModelException.class, () -> Summed.of(switching(), "kind")).getMessage();
    assertTrue(
        message.startsWith("The sites 'kind' cannot be summed out: that can be done"), message);
  }

  @Example
  void resultsThatDependOnSums() {
    String message =
        assertThrows(
                ModelException.class, () -> Smc.of(2).run(Summed.of(chain()).program(), Key.of(1)))
            .getMessage();
    assertTrue(message.startsWith("The program returns what depends on 'z_3'"), message);
  }

  @Example
  void summedSitesAreDrawnAgain() {
    Summed<Tensor> summed = Summed.of(outliers());
    Particles<Tensor> run = Smc.of(50).run(summed.program(), Key.of(1));
    assertEquals(6, run.values(0).size());
    assertEquals(
        Set.of("z_0", "z_1", "z_2", "z_3", "z_4", "z_5"),
        summed.draw(run.values(0), Key.of(2)).keySet());
  }
}
