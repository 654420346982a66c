package dev.merapi.examples.custom;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Runner;
import dev.merapi.infer.chain.Walk;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Algorithms that are written in a page, beside exact values. */
final class CustomExamples {
  private static final Model<Tensor> PRIOR = sample("m", normal(0, 1));
  private static final Model<Tensor> MODEL =
      PRIOR.flatMap(m -> observe("y", normal(m, 0.5), 1.5).map(_ -> m));

  @Example
  void delayedRejection() {
    LogDensity density = LogDensity.of(MODEL);
    Runner runner =
        new Runner(
            _ -> {
              Potential own = density.potential();
              return new Walk<>(
                  new DelayedRejection(own, 4, 0.6), _ -> Point.at(own, new double[1]));
            },
            3000,
            1,
            2,
            1,
            "");
    Posterior posterior = Posterior.of(List.of("m"), runner.run(Key.of(1), Progress.NONE));
    ParameterSummary m = posterior.summary().find("m").orElseThrow();
    assertEquals(1.2, m.mean(), 4 * m.mcseMean());
    assertEquals(Math.sqrt(0.2), m.sd(), 0.03);
  }

  @Example
  void annealedImportance() {
    double[] weights = new AnnealedImportance(PRIOR, MODEL, 20).logWeights(Key.of(1), 400);
    double exact = -0.5 * (Math.log(2 * Math.PI * 1.25) + 1.5 * 1.5 / 1.25);
    double[] ratios = Arrays.stream(weights).map(w -> Math.exp(w - exact)).toArray();
    double mean = Arrays.stream(ratios).average().orElseThrow();
    double squares = Arrays.stream(ratios).map(r -> (r - mean) * (r - mean)).sum();
    assertEquals(1, mean, 4 * Math.sqrt(squares) / ratios.length);
    assertEquals(1, mean, 0.15);
  }

  /** Six tokens in two documents: how often the first two have one topic, by all 64 assignments. */
  @Example
  void topics() {
    List<Integer> documents = List.of(0, 0, 0, 1, 1, 1);
    List<Integer> words = List.of(0, 0, 1, 1, 2, 2);
    TopicGibbs gibbs =
        new TopicGibbs(
            IntStream.range(0, 6)
                .mapToObj(i -> new TopicGibbs.Token(documents.get(i), words.get(i)))
                .toList(),
            3,
            2,
            0.5,
            0.3);
    double same = 0;
    double all = 0;
    for (int code = 0; code < 64; code++) {
      int bits = code;
      List<Integer> z = IntStream.range(0, 6).mapToObj(i -> bits >> i & 1).toList();
      double weight = joint(documents, words, z);
      all += weight;
      same += z.get(0).equals(z.get(1)) ? weight : 0;
    }
    Runner runner =
        new Runner(_ -> new Walk<>(gibbs, _ -> List.of(0, 1, 0, 1, 0, 1)), 3000, 1, 1, 1, "");
    double[][] draws = runner.run(Key.of(1), Progress.NONE).draws()[0];
    double seen = Arrays.stream(draws).filter(z -> z[0] == z[1]).count() / 3000.0;
    assertEquals(same / all, seen, 0.04);
  }

  /** The probability of topics and words, token after token: two urns of Pólya. */
  private static double joint(List<Integer> documents, List<Integer> words, List<Integer> z) {
    double product = 1;
    for (int i = 0; i < z.size(); i++) {
      double inDocument = 0.5;
      double ofWord = 0.3;
      double ofTopic = 0.9;
      double document = 1;
      for (int j = 0; j < i; j++) {
        boolean topic = z.get(j).equals(z.get(i));
        boolean here = documents.get(j).equals(documents.get(i));
        document += here ? 1 : 0;
        inDocument += here && topic ? 1 : 0;
        ofTopic += topic ? 1 : 0;
        ofWord += topic && words.get(j).equals(words.get(i)) ? 1 : 0;
      }
      product *= inDocument / document * ofWord / ofTopic;
    }
    return product;
  }
}
