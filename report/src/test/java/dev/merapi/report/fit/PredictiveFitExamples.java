package dev.merapi.report.fit;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PredictiveFitExamples {
  private static final Tensor Y = Tensor.of(1.0, -0.5, 3.0);

  private static Model<Tensor> model() {
    return sample("mu", normal(0, 1))
        .flatMap(mu -> plate("rows", 3, _ -> observe("y", normal(mu, 2), Y)));
  }

  private static Posterior draws(int n) {
    return Posterior.of(
        Map.of("mu", Tensor.of(new Random(4).doubles(n).toArray(), Shape.of(2, n / 2))));
  }

  @Test
  void eachElementOfAPlateIsAnObservation() {
    Posterior posterior = draws(40);
    Tensor pointwise = LogLikelihood.of(model(), posterior).get("y");
    assertEquals(Shape.of(40, 3), pointwise.shape());
    double[] mu = posterior.get("mu").toArray();
    double[] expected = new double[120];
    for (int i = 0; i < expected.length; i++) {
      double z = (Y.toArray()[i % 3] - mu[i / 3]) / 2;
      expected[i] = -0.5 * z * z - Math.log(2) - 0.5 * Math.log(2 * Math.PI);
    }
    assertArrayEquals(expected, pointwise.toArray(), 1e-14);
  }

  /** Some draws at a time are all draws, of programs that are traced and of those that look. */
  @Test
  void someDrawsAtATimeAreAllDraws() {
    for (Model<Tensor> model : List.of(model(), looking())) {
      Posterior posterior = draws(9000);
      List<Double> all = new java.util.ArrayList<>();
      int[] blocks = {0};
      LogLikelihood.of(
          model,
          posterior,
          block -> {
            blocks[0]++;
            Arrays.stream(block.get("y").toArray()).forEach(all::add);
          });
      assertTrue(blocks[0] > 1);
      assertArrayEquals(
          LogLikelihood.of(model, posterior).get("y").toArray(),
          all.stream().mapToDouble(Double::doubleValue).toArray());
      all.clear();
      Predictive.posterior(
          model,
          posterior,
          Key.of(5),
          block -> Arrays.stream(block.get("y").toArray()).forEach(all::add));
      assertArrayEquals(
          Predictive.posterior(model, posterior, Key.of(5)).get("y").toArray(),
          all.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** 80 MB of log-likelihoods and as much of new data go through a memory of 40 MB. */
  @Test
  void moreThanTheMemoryHoldsGoesThrough() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--add-modules=jdk.incubator.vector",
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LargePrediction.class.getName(),
                "1000",
                "10000")
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("[10000000, 10000000]"), said);
  }

  private static Model<Tensor> looking() {
    return sample("mu", normal(0, 1))
        .flatMap(
            mu ->
                mu.item() > -1e9
                    ? plate("rows", 3, _ -> observe("y", normal(mu, 2), Y))
                    : pure(mu));
  }

  /** A program that looks at a number has the same log-likelihoods as one that does not. */
  @Test
  void aProgramThatLooksRunsDrawByDraw() {
    Posterior posterior = draws(10);
    assertArrayEquals(
        LogLikelihood.of(model(), posterior).get("y").toArray(),
        LogLikelihood.of(looking(), posterior).get("y").toArray());
  }

  /** μ ~ Normal(0, 1), y | μ ~ Normal(μ, 2): ln p(μ) is that of a standard normal. */
  @Test
  void priorsHaveTheirDensitiesAndPowers() {
    Posterior posterior = draws(400);
    double[] mu = posterior.get("mu").toArray();
    double[] expected =
        Arrays.stream(mu).map(m -> -0.5 * m * m - 0.5 * Math.log(2 * Math.PI)).toArray();
    Map<String, Tensor> prior = LogLikelihood.prior(model(), posterior);
    assertEquals(java.util.Set.of("mu"), prior.keySet());
    assertArrayEquals(expected, prior.get("mu").toArray(), 1e-14);
    Sensitivity sensitivity = Sensitivity.of(model(), posterior);
    assertEquals("mu", sensitivity.lines().getFirst().name());
    assertTrue(sensitivity.lines().getFirst().scaling().prior() > 0, sensitivity.toString());
    assertEquals(sensitivity, Sensitivity.of(model(), posterior, "mu"));
    assertThrows(ArgumentException.class, () -> Sensitivity.of(model(), posterior, "tau"));
  }

  /** With weights that are all about equal: the share of replicated values below. */
  @Test
  void observationsLieSomewhereAmongTheirPredictions() {
    Posterior posterior = draws(400);
    Tensor replicated = Predictive.posterior(model(), posterior, 5).get("y");
    List<Double> pit =
        PredictiveFit.pit(LogLikelihood.of(model(), posterior).get("y"), replicated, Y, posterior);
    double[] all = replicated.toArray();
    for (int i = 0; i < 3; i++) {
      int at = i;
      double below =
          java.util.stream.IntStream.range(0, 400)
                  .filter(s -> all[3 * s + at] < Y.get(at).item())
                  .count()
              / 400.0;
      assertEquals(below, pit.get(i), 0.1);
    }
  }

  @Test
  void nothingObservedIsASentence() {
    Model<Tensor> prior = sample("mu", normal(0, 1));
    String message =
        assertThrows(ArgumentException.class, () -> PredictiveFit.of(prior, draws(4))).getMessage();
    assertTrue(message.contains("Nothing is observed"), message);
  }

  @Test
  void aCountOutsideOfTheSupportIsImpossible() {
    Model<Tensor> counts =
        sample("mu", normal(0, 1)).flatMap(mu -> observe("y", poisson(mu.exp()), 2));
    assertEquals(Shape.of(4), LogLikelihood.of(counts, draws(4)).get("y").shape());
  }

  /** The weights of two models, each of which alone predicts its half, are their shares. */
  @Test
  void stackingWeighsByWhatEachPredicts() {
    Map<String, Loo> fits = new LinkedHashMap<>();
    fits.put("right", loo(-1, -1, -1, -20));
    fits.put("left", loo(-20, -20, -20, -1));
    Comparison comparison = Comparison.of(fits);
    assertEquals("right", comparison.models().getFirst().name());
    assertEquals(0.75, comparison.models().getFirst().weight(), 1e-6);
    assertEquals(0, comparison.models().getFirst().difference());
    assertEquals(38, comparison.models().getLast().difference(), 1e-12);
    assertEquals(Math.sqrt(4 * 270.75), comparison.models().getLast().differenceSe(), 1e-9);
    assertTrue(comparison.toString().contains("0.750"), comparison.toString());
  }

  @Test
  void onlyModelsOfTheSameDataCompare() {
    assertThrows(
        ArgumentException.class,
        () -> Comparison.of(Map.of("a", loo(-1, -2), "b", loo(-1, -2, -3))));
    assertThrows(ArgumentException.class, () -> Comparison.of(Map.of()));
  }

  private static Loo loo(double... pointwise) {
    List<Double> all = Arrays.stream(pointwise).boxed().toList();
    double sum = all.stream().mapToDouble(Double::doubleValue).sum();
    return new Loo(sum, 1, 1, all, all.stream().map(_ -> 0.1).toList());
  }
}
