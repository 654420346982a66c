package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.binomial;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.LogDensity;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Densities that need a plate only through a sum go through its values, not through all worlds. */
class PlateSumExamples {
  private static final Key KEY = Key.of(1);
  private static final double P = 0.3;

  private static Model<Tensor> flags(int n) {
    return plate("p", n, _ -> sample("x", bernoulli(P)));
  }

  private static double evidence(Model<?> model) {
    return LogDensity.of(model).potential().logDensityAndGradient(new double[0], new double[0]);
  }

  private static double logSum(double[] weights) {
    double greatest = Arrays.stream(weights).max().getAsDouble();
    return greatest + Math.log(Arrays.stream(weights).map(w -> Math.exp(w - greatest)).sum());
  }

  /** ln Σ over c of the weight of a count and of what is made of it. */
  private static double byCounts(int n, int[] counts, double[] logLikelihood) {
    return logSum(
        Arrays.stream(counts)
            .mapToDouble(c -> binomial(n, P).logProb(Tensor.scalar(c)).item() + logLikelihood[c])
            .toArray());
  }

  private static int[] all(int n) {
    return java.util.stream.IntStream.rangeClosed(0, n).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 40, 400})
  void theSumOfFlagsIsACount(int n) {
    Model<?> model = flags(n).flatMap(x -> observe("y", normal(x.sum(), 1), 9));
    double[] likelihood =
        Arrays.stream(all(n))
            .mapToDouble(c -> normal(c, 1).logProb(Tensor.scalar(9)).item())
            .toArray();
    double expected = byCounts(n, all(n), likelihood);
    assertEquals(expected, evidence(model), 1e-10 * Math.abs(expected));
  }

  /** Both read the same sum, the second one by a comparison, the third as a number of trials. */
  @Test
  void severalDensitiesOfOneSum() {
    int n = 30;
    Model<?> model =
        flags(n)
            .flatMap(
                x ->
                    observe("y", normal(x.times(2).plus(1).sum(), 4), 50)
                        .flatMap(
                            _ ->
                                observe(
                                    "w",
                                    normal(
                                        Tensor.where(
                                            x.sum().gt(9), Tensor.scalar(2), Tensor.scalar(-1)),
                                        1),
                                    0.5))
                        .flatMap(_ -> observe("k", binomial(x.sum(), Tensor.scalar(0.4)), 3)));
    double[] likelihood = new double[n + 1];
    for (int c = 0; c <= n; c++) {
      likelihood[c] =
          normal(2 * c + n, 4).logProb(Tensor.scalar(50)).item()
              + normal(c > 9 ? 2 : -1, 1).logProb(Tensor.scalar(0.5)).item()
              + (c < 3
                  ? Double.NEGATIVE_INFINITY
                  : binomial(c, 0.4).logProb(Tensor.scalar(3)).item());
    }
    assertEquals(byCounts(n, all(n), likelihood), evidence(model), 1e-10);
  }

  /** Of c flags each is counted with a probability of 0.4: the count is binomial too. */
  @ParameterizedTest
  @ValueSource(ints = {4, 14, 40})
  void aLatentCountOfFlagsThatAreCounted(int n) {
    Model<?> model =
        flags(n)
            .flatMap(x -> sample("k", binomial(x.sum(), Tensor.scalar(0.4))))
            .flatMap(k -> observe("y", normal(k, 1), 2));
    double[] weights =
        Arrays.stream(all(n))
            .mapToDouble(
                k ->
                    binomial(n, 0.4 * P).logProb(Tensor.scalar(k)).item()
                        + normal(k, 1).logProb(Tensor.scalar(2)).item())
            .toArray();
    assertEquals(logSum(weights), evidence(model), 1e-10);
  }

  /** Its total depends on more worlds than are gone through: nothing is drawn instead. */
  @Test
  void aLatentCountWhoseTotalIsNotKnownIsRefused() {
    Model<?> model =
        flags(40)
            .flatMap(x -> sample("k", binomial(x.plus(1).prod(), Tensor.scalar(0.4))))
            .flatMap(k -> observe("y", normal(k, 1), 2));
    String message =
        String.valueOf(assertThrows(ModelException.class, () -> evidence(model)).getMessage());
    assertTrue(message.contains("'k'") && message.contains("bound it by numbers"), message);
  }

  @Test
  void aParameterThatIsWrongForOneValueOfTheSum() {
    Model<?> model =
        flags(30)
            .flatMap(
                x -> observe("y", normal(Tensor.scalar(0), Tensor.scalar(29.5).minus(x.sum())), 2));
    String message =
        String.valueOf(assertThrows(ModelException.class, () -> evidence(model)).getMessage());
    assertTrue(message.contains("scale") && message.contains("sum of 'x' over 'p' is 30"), message);
  }

  /** All elements are alike, so each is 1 with a probability of E[c]/n. */
  @Test
  void marginalsModeAndDraws() {
    int n = 30;
    Model<?> model = flags(n).flatMap(x -> observe("y", normal(x.sum(), 0.5), 20));
    double[] weights = new double[n + 1];
    for (int c = 0; c <= n; c++) {
      weights[c] =
          binomial(n, P).logProb(Tensor.scalar(c)).item()
              + normal(c, 0.5).logProb(Tensor.scalar(20)).item();
    }
    double total = logSum(weights);
    double mean = 0;
    for (int c = 0; c <= n; c++) {
      mean += c * Math.exp(weights[c] - total);
    }
    Tensor marginals = InferDiscrete.marginals(model, KEY).get("x");
    for (int i = 0; i < n; i++) {
      assertEquals(mean / n, marginals.at(i, 1).item(), 1e-10);
    }
    double drawn = 0;
    Tensor each = Tensor.zeros(marginals.shape().dropRight(1));
    for (int i = 0; i < 400; i++) {
      Tensor x = InferDiscrete.draw(model, Key.of(i)).get("x");
      each = each.plus(x);
      drawn += x.sum().item() / 400;
    }
    assertEquals(mean, drawn, 0.1);
    assertTrue(each.div(400).minus(mean / n).abs().max().item() < 0.12);
    double best = Double.NEGATIVE_INFINITY;
    int mode = 0;
    for (int c = 0; c <= n; c++) {
      double one = c * Math.log(P / (1 - P)) + normal(c, 0.5).logProb(Tensor.scalar(20)).item();
      mode = one > best ? c : mode;
      best = Math.max(one, best);
    }
    assertEquals(mode, InferDiscrete.mode(model, KEY).get("x").sum().item());
  }
}
