package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.binomial;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.geometric;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** A branch of probability zero carries no gradient, so models that have one can start. */
class ZeroWeightExamples {
  /** om, p ~ uniform(0, 1); z ~ bernoulli(om); y ~ law(p, z), observed. */
  private static Model<?> occupancy(BinaryOperator<Tensor> product, Likelihood law, double y) {
    return sample("om", uniform(0, 1))
        .flatMap(
            om ->
                sample("p", uniform(0, 1))
                    .flatMap(
                        p ->
                            sample("z", bernoulli(om))
                                .flatMap(z -> observe("y", law.of(product.apply(z, p)), y))));
  }

  private interface Likelihood {
    Distribution of(Tensor rate);
  }

  private static double[] gradient(Model<?> model, double... position) {
    double[] gradient = new double[position.length];
    double value = LogDensity.of(model).potential().logDensityAndGradient(position, gradient);
    double[] both = new double[1 + position.length];
    both[0] = value;
    System.arraycopy(gradient, 0, both, 1, gradient.length);
    return both;
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  @Test
  void theUsualWayToWriteOccupancy() {
    double[] found = gradient(occupancy(Tensor::times, r -> bernoulli(r), 1), 0.3, 0.3);
    assertArrayEquals(
        new double[] {-3.926131466811163, 0.2766724495650231, 0.2766724495650231}, found, 1e-14);
  }

  private static void assertAsWhere(Likelihood law, double y) {
    BinaryOperator<Tensor> where = (z, p) -> Tensor.where(z, p, Tensor.scalar(0));
    double[] position = {0.3, logit(0.4)};
    double[] expected = differences(occupancy(where, law, y), position);
    assertArrayEquals(expected, gradient(occupancy(Tensor::times, law, y), position), 1e-7);
    assertArrayEquals(expected, gradient(occupancy(where, law, y), position), 1e-7);
  }

  private static double[] differences(Model<?> model, double[] position) {
    double[] result = new double[1 + position.length];
    result[0] = gradient(model, position)[0];
    for (int i = 0; i < position.length; i++) {
      double[] up = position.clone();
      double[] down = position.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      result[i + 1] = (gradient(model, up)[0] - gradient(model, down)[0]) / 2e-5;
    }
    return result;
  }

  @Test
  void everyDistributionWhoseDensityVanishesThere() {
    assertAsWhere(r -> bernoulli(r), 1);
    assertAsWhere(r -> bernoulli(r), 0);
    assertAsWhere(r -> binomial(3, r), 2);
    assertAsWhere(r -> binomial(3, r), 0);
    assertAsWhere(r -> poisson(r), 2);
    assertAsWhere(r -> poisson(r), 0);
    assertAsWhere(r -> categorical(Tensor.stack(-1, r, r.unaryMinus().plus(1))), 0);
  }

  /** Without successes there is no geometric distribution, also in a world of weight 0. */
  @Test
  void aDistributionThatIsNoneInSomeWorld() {
    String sentence =
        assertThrows(
                ModelException.class,
                () -> LogDensity.of(occupancy(Tensor::times, r -> geometric(r.times(0.9)), 2)))
            .getMessage();
    assertTrue(sentence.contains("'y'") && sentence.contains("'z' is 0"), sentence);
  }

  /** A bird that dies is not seen any more: impossible paths through a Markov chain. */
  private static Model<?> survival(BinaryOperator<Tensor> product) {
    double[] seen = {1, 0, 1, 0, 0};
    return sample("phi", uniform(0, 1))
        .flatMap(
            phi ->
                sample("p", uniform(0, 1))
                    .flatMap(
                        p ->
                            markov(
                                "years",
                                1,
                                Vector.range(0, seen.length),
                                Tensor.scalar(1),
                                (alive, t) ->
                                    sample("alive_" + t, bernoulli(product.apply(alive, phi)))
                                        .flatMap(
                                            now ->
                                                observe(
                                                        "seen_" + t,
                                                        bernoulli(product.apply(now, p)),
                                                        seen[t])
                                                    .map(_ -> now)))));
  }

  @Test
  void impossiblePathsOfAMarkovChain() {
    BinaryOperator<Tensor> where = (z, p) -> Tensor.where(z, p, Tensor.scalar(0));
    double[] position = {0.3, logit(0.4)};
    double[] expected = differences(survival(where), position);
    assertArrayEquals(expected, gradient(survival(Tensor::times), position), 1e-7);
  }
}
