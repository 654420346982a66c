package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateSequential;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.handler.Scale;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Example;

/** What populations are of use for, and what they say where they are not. */
final class SmcExamples {
  private static final Key KEY = Key.of(11);

  private static String message(Runnable run) {
    String text = assertThrows(ModelException.class, run::run).getMessage();
    return text.lines().findFirst().orElseThrow();
  }

  /** A number of rounds that is itself random, with evidence at the end: exact by a sum. */
  private static Model<Integer> rounds(int n) {
    return sample("go_" + n, bernoulli(0.7))
        .flatMap(go -> go.item() == 1 ? rounds(n + 1) : pure(n));
  }

  @Example
  void geometricLoop() {
    Model<Integer> model = rounds(0).flatMap(n -> observe("y", normal(n, 1), 2.5).map(_ -> n));
    Particles<Integer> run = Smc.of(20_000).run(model, KEY);
    double evidence = 0;
    double mean = 0;
    for (int n = 0; n < 100; n++) {
      double weight =
          0.3 * Math.pow(0.7, n) * Math.exp(-0.5 * (n - 2.5) * (n - 2.5)) / Math.sqrt(2 * Math.PI);
      evidence += weight;
      mean += n * weight;
    }
    assertEquals(Math.log(evidence), run.logEvidence(), 4 * Math.sqrt(run.evidenceVariance()));
    assertEquals(mean / evidence, run.mean(n -> n), 0.05);
  }

  /** S → a with 0.6, S → S S with 0.4; the length of the word is seen to be 3. */
  private static Model<Integer> word(String at) {
    return sample("split" + at, bernoulli(0.4))
        .flatMap(
            split ->
                split.item() == 0
                    ? pure(1)
                    : word(at + "l").flatMap(l -> word(at + "r").map(r -> l + r)));
  }

  @Example
  void grammar() {
    Model<Integer> model =
        word("").flatMap(n -> factor("three", n == 3 ? 0 : Double.NEGATIVE_INFINITY).map(_ -> n));
    Particles<Integer> run = Smc.of(20_000).run(model, KEY);
    double exact = 2 * Math.pow(0.4, 2) * Math.pow(0.6, 3);
    assertEquals(Math.log(exact), run.logEvidence(), 4 * Math.sqrt(run.evidenceVariance()));
    double left = 0;
    double[] weights = run.weights();
    for (int i = 0; i < weights.length; i++) {
      left += weights[i] * (run.values(i).containsKey("splitll") ? 1 : 0);
    }
    assertEquals(0.5, left, 0.06);
  }

  /** A chain of hidden states: the exact sum over all of them. */
  private static Model<Tensor> chain(double... data) {
    return dev.merapi.effects.Models.fold(
        java.util.stream.IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (z, t) ->
            sample("z_" + t, bernoulli(z.times(0.6).plus(0.2)))
                .flatMap(next -> observe("y_" + t, normal(next, 0.8), data[t]).map(_ -> next)));
  }

  @Example
  void hiddenMarkovModelAgainstItsWorlds() {
    Model<Tensor> model = chain(0.1, 1.2, 0.9, -0.3, 0.5, 1.1);
    double exact = Run.run(KEY, EnumerateSequential.all(model)).logEvidence().item();
    Particles<Tensor> run = Smc.of(5000).run(model, KEY);
    assertEquals(exact, run.logEvidence(), 4 * Math.sqrt(run.evidenceVariance()));
  }

  @Example
  void scaledAndMaskedPriorsCountAsTheyDoElsewhere() {
    Model<Tensor> model =
        new Scale(Tensor.scalar(3))
            .on(sample("z", bernoulli(0.3)))
            .flatMap(z -> observe("y", normal(z, 1), 0.7));
    double exact = 0;
    for (int z = 0; z < 2; z++) {
      exact +=
          Math.pow(z == 1 ? 0.3 : 0.7, 3)
              * Math.exp(-0.5 * (z - 0.7) * (z - 0.7))
              / Math.sqrt(2 * Math.PI);
    }
    Particles<Tensor> run = Smc.of(20_000).run(model, KEY);
    assertEquals(Math.log(exact), run.logEvidence(), 4 * Math.sqrt(run.evidenceVariance()));
  }

  @Example
  void predictiveWorksOnThePosterior() {
    Model<Tensor> model = Walks.model(Walks.DATA);
    Posterior posterior = Smc.of(500).run(model, KEY).posterior();
    Map<String, Tensor> predicted = Predictive.posterior(model, posterior, KEY);
    assertEquals(500, predicted.get("y_3").size(0));
    assertEquals(8, posterior.quantities().size());
  }

  @Example
  void aPlateIsOneStep() {
    Model<Tensor> model =
        sample("m", normal(0, 1))
            .flatMap(
                m ->
                    plate(
                        "two",
                        2,
                        _ ->
                            sample("x", normal(m, 1))
                                .flatMap(x -> observe("y", normal(x, 1), Tensor.of(1, 2)))
                                .flatMap(_ -> sample("z", normal(0, 1)))))
            .flatMap(_ -> sample("last", normal(0, 1)));
    Particles<Tensor> run = Smc.of(100).run(model, KEY);
    assertEquals(2, run.steps().size());
    assertEquals("y", run.steps().getFirst().site());
    String inside = message(() -> Smc.of(10).at("y").run(model, KEY));
    assertTrue(
        inside.startsWith(
            "Particles are to stop at site 'y', which stands in plate 'two' (size 2,"),
        inside);
  }

  @Example
  void aLoopStopsInEachTurn() {
    double[] data = {0.1, 0.5, -0.3};
    Model<?> model =
        plateSequential(
            "turns",
            3,
            i -> sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), data[i])));
    assertThrows(ModelException.class, () -> Smc.of(10).run(model, KEY));
    Model<?> named =
        plateSequential(
            "turns",
            3,
            i ->
                sample("x_" + i, normal(0, 1))
                    .flatMap(x -> observe("y_" + i, normal(x, 1), data[i])));
    assertEquals(3, Smc.of(10).run(named, KEY).steps().size());
  }

  @Example
  void allWeightsVanish() {
    Model<Tensor> model =
        Walks.model(0.3, 0.1)
            .flatMap(x -> sample("u", uniform(0, 1)).map(u -> u.plus(x.times(0))))
            .flatMap(u -> observe("seen", uniform(u, u.plus(1)), 7.0));
    String text = message(() -> Smc.of(10).run(model, KEY));
    assertTrue(text.startsWith("All 10 particles have lost their weight in step 2: "), text);
    assertTrue(text.contains("at site 'seen'"), text);
  }

  @Example
  void someWeightsVanishAndTheRestIsRight() {
    Model<Tensor> model =
        sample("x", normal(0, 1))
            .flatMap(
                x ->
                    factor("positive", x.item() > 0 ? 0 : Double.NEGATIVE_INFINITY)
                        .flatMap(_ -> sample("u", uniform(0, x)))
                        .map(_ -> x));
    Particles<Tensor> run = Smc.of(10_000).threshold(0.1).run(model, KEY);
    assertEquals(Math.log(0.5), run.logEvidence(), 0.05);
    assertEquals(Math.sqrt(2 / Math.PI), run.mean(Tensor::item), 0.04);
  }

  @Example
  void runsWithUnequalEvidence() {
    Model<Tensor> model =
        sample("z", bernoulli(0.5))
            .flatMap(
                z ->
                    z.item() == 1
                        ? observe("a", normal(0, 1), 0.3).flatMap(_ -> sample("b", normal(0, 1)))
                        : observe("a", normal(1, 1), 0.3))
            .flatMap(b -> observe("c", normal(b, 1), 0.1));
    String text = message(() -> Smc.of(20).run(model, KEY));
    assertTrue(text.contains("sites of evidence since the last stop"), text);
    assertTrue(text.contains("Smc.at(…)"), text);
    double pdf0 = Math.exp(-0.5 * 0.09) / Math.sqrt(2 * Math.PI);
    double pdf1 = Math.exp(-0.5 * 0.49) / Math.sqrt(2 * Math.PI);
    double one = pdf0 * Math.exp(-0.5 * 0.01 / 2) / Math.sqrt(4 * Math.PI);
    double other = pdf1 * Math.exp(-0.5 * 0.04) / Math.sqrt(2 * Math.PI);
    double exact = Math.log(0.5 * one + 0.5 * other);
    assertEquals(exact, Smc.importance(20_000).run(model, KEY).logEvidence(), 0.02);
    assertEquals(exact, Smc.of(20_000).at("c").run(model, KEY).logEvidence(), 0.02);
  }

  @Example
  void proposalsThatDoNotFit() {
    Model<Tensor> model = Walks.model(0.3, 0.1);
    String misses = message(() -> Smc.of(10).run(model, sample("x_0", normal(0, 1)), KEY));
    assertTrue(misses.startsWith("The proposal has ended without a site 'x_1'"), misses);
    Model<?> more = Walks.best(0.3, 0.1).flatMap(_ -> sample("w", normal(0, 1)));
    Model<?> early = sample("w", normal(0, 1)).flatMap(_ -> Walks.best(0.3, 0.1));
    String invents = message(() -> Smc.of(10).run(model, early, KEY));
    assertTrue(invents.startsWith("The proposal draws site 'w'"), invents);
    assertEquals(2, Smc.of(10).run(model, more, KEY).values(0).size());
    Model<?> narrow = sample("x_0", uniform(-1, 1)).flatMap(_ -> sample("x_1", normal(0, 1)));
    String small = message(() -> Smc.of(10).run(model, narrow, KEY));
    assertTrue(
        small.startsWith("The proposal cannot draw all that the model can at site 'x_0'"), small);
    Model<?> shaped = plate("two", 2, _ -> sample("x_0", normal(0, 1)));
    String shape = message(() -> Smc.of(10).run(model, shaped, KEY));
    assertTrue(shape.startsWith("The proposal draws site 'x_0' with shape [2]"), shape);
  }

  @Example
  void stateBeforeAFailureIsKept() {
    Smc smc = Smc.of(30);
    Particles<Tensor> before = smc.run(Walks.model(0.3, 0.1), KEY);
    double[] weights = before.weights();
    assertThrows(
        ModelException.class,
        () -> smc.next(before, x -> observe("no", uniform(0, 1), 3.0).map(_ -> x)));
    assertArrayEquals(weights, before.weights());
    assertEquals(
        smc.next(before, x -> Walks.step(2, x, 0.4)).logEvidence(),
        smc.run(Walks.model(0.3, 0.1, 0.4), KEY).logEvidence());
  }

  @Example
  void sitesOfGoingOnAreNew() {
    Smc smc = Smc.of(10);
    Particles<Tensor> before = smc.run(Walks.model(0.3, 0.1), KEY);
    assertEquals(
        "Site 'x_1' was there before this step already. Give the sites of each step names of their"
            + " own, with the number of the step for example.",
        message(() -> smc.next(before, x -> Walks.step(1, x, 0.4))));
  }

  @Example
  void settingsThatMeanNothing() {
    assertThrows(ModelException.class, () -> Smc.of(1));
    assertThrows(ModelException.class, () -> Smc.of(10).threshold(1.5));
    assertThrows(ModelException.class, () -> Smc.of(10).threads(0));
  }

  @Example
  void randomSitesAreLeftOutOfThePosterior() {
    Posterior posterior =
        Smc.of(200).run(rounds(0).flatMap(n -> deterministic("n", n)), KEY).posterior();
    assertEquals("go_0", posterior.quantities().getFirst().name());
    assertEquals("n", posterior.quantities().getLast().name());
    assertTrue(Arrays.asList("go_0", "n").containsAll(posterior.names()));
  }
}
