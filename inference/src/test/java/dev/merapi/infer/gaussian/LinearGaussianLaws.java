package dev.merapi.infer.gaussian;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.multivariateNormalTril;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.factor;
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
import dev.merapi.effects.handler.Substitute;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Messages beside the matrices of the whole density, and the Kalman filter. */
final class LinearGaussianLaws {
  private static Model<Tensor> walk(double... data) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) ->
            sample("x_" + t, t == 0 ? normal(0, 1) : normal(x.times(0.9), 0.7))
                .flatMap(now -> observe("y_" + t, normal(now, 0.5), data[t]).map(_ -> now)));
  }

  private static double[] kalman(double... data) {
    double mean = 0;
    double variance = 1;
    double sum = 0;
    for (int t = 0; t < data.length; t++) {
      if (t > 0) {
        mean *= 0.9;
        variance = 0.81 * variance + 0.49;
      }
      double total = variance + 0.25;
      sum -= 0.5 * (Math.log(2 * Math.PI * total) + (data[t] - mean) * (data[t] - mean) / total);
      mean += variance / total * (data[t] - mean);
      variance *= 0.25 / total;
    }
    return new double[] {sum, mean, variance};
  }

  @Example
  void chainsAreTheKalmanFilter() {
    double[] data = new Random(3).doubles(200, -2, 2).toArray();
    double[] exact = kalman(data);
    LinearGaussian walk = LinearGaussian.of(walk(data));
    assertEquals(exact[0], walk.logEvidence(), 1e-9 * 200);
    assertEquals(exact[1], walk.mean().get("x_199").item(), 1e-10);
    assertEquals(exact[2], walk.variance().get("x_199").item(), 1e-10);
    assertTrue(walk.explain().contains("each leaving at most 1 neighbours"), walk.explain());
  }

  @Example
  void otherDataGoThroughTheSameEquations() {
    double[] data = {0.3, -0.2, 0.8, 1.9};
    LinearGaussian other =
        LinearGaussian.of(walk(0, -0.2, 0, 1.9))
            .observing(Map.of("y_0", Tensor.scalar(0.3), "y_2", Tensor.scalar(0.8)));
    assertEquals(kalman(data)[0], other.logEvidence(), 1e-12);
  }

  /** Sites that depend on any of those before, alone, as vectors, and in plates. */
  private static Model<Tensor> program(Random random, int left, List<Tensor> before) {
    if (left == 0) {
      return pure(Tensor.scalar(0));
    }
    Tensor mean = Tensor.scalar(random.nextGaussian());
    for (int k = 0; k < Math.min(2, before.size()); k++) {
      Tensor other = before.get(random.nextInt(before.size()));
      Tensor part =
          random.nextInt(3) == 0 ? other.div(2).minus(0.1) : other.times(random.nextGaussian());
      mean = random.nextInt(4) == 0 ? mean : mean.plus(part.rank() > 0 ? part.sum() : part);
    }
    Tensor loc = mean;
    String name = "s" + left;
    double scale = 0.3 + random.nextDouble();
    Tensor two = Tensor.of(random.nextGaussian(), random.nextGaussian());
    Model<Tensor> site =
        switch (random.nextInt(6)) {
          case 0, 1 -> sample(name, normal(loc, scale));
          case 2 -> observe(name, normal(loc, scale), random.nextGaussian());
          case 3 -> plate("p" + left, 2, _ -> sample(name, normal(loc.plus(two), scale)));
          case 4 ->
              sample(
                  name,
                  multivariateNormalTril(
                      Tensor.stack(0, loc, loc.times(-1)),
                      Tensor.of(1, 0, 0.4, 0.7).reshape(2, 2)));
          default -> plate("p" + left, 2, _ -> observe(name, normal(loc, scale), two));
        };
    long seed = random.nextLong();
    return site.flatMap(
        value -> {
          List<Tensor> all = new ArrayList<>(before);
          all.add(value);
          return program(new Random(seed), left - 1, all);
        });
  }

  @Example
  void anyGraphIsItsMatrix() {
    for (long seed = 1; seed <= 12; seed++) {
      requireMatrix(seed);
    }
  }

  private static void requireMatrix(long seed) {
    Model<Tensor> model =
        sample("first", normal(0.5, 1.2)).flatMap(x -> program(new Random(seed), 6, List.of(x)));
    LinearGaussian messages = LinearGaussian.of(model);
    LogDensity density = LogDensity.of(model);
    int n = density.dimension();
    double[] gradient = new double[n];
    double[] origin = new double[n];
    var _ = density.potential().logDensityAndGradient(origin, gradient);
    double[] precision = new double[n * n];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = -1;
      System.arraycopy(density.hessianTimes(origin, unit), 0, precision, i * n, n);
    }
    Tensor q = Tensor.of(precision, Shape.of(n, n));
    double[] mean = q.solve(Tensor.of(gradient, Shape.of(n, 1))).toArray();
    double top = density.potential().logDensityAndGradient(mean, gradient);
    assertEquals(
        top + 0.5 * n * Math.log(2 * Math.PI) - 0.5 * q.logAbsDet().item(),
        messages.logEvidence(),
        1e-8);
    Map<String, Tensor> means = new LinkedHashMap<>();
    Map<String, Tensor> variances = new LinkedHashMap<>();
    for (Coordinate site : density.coordinates()) {
      means.put(site.site(), messages.mean().get(site.site()));
      variances.put(site.site(), messages.variance().get(site.site()));
    }
    assertArrayEquals(mean, Flat.row(means), 1e-8);
    double[] inverse = q.inverse().toArray();
    double[] diagonal = IntStream.range(0, n).mapToDouble(i -> inverse[i * n + i]).toArray();
    assertArrayEquals(diagonal, Flat.row(variances), 1e-8);
  }

  @Example
  void drawsAreThoseOfThePosterior() {
    double[] data = {0.3, -0.2, 0.8, 1.9};
    Posterior posterior = LinearGaussian.of(walk(data)).posterior(Key.of(1), 4000);
    var last = posterior.summary().find("x_3").orElseThrow();
    assertEquals(kalman(data)[1], last.mean(), 0.03);
    assertEquals(Math.sqrt(kalman(data)[2]), last.sd(), 0.02);
    double[] x = posterior.get("x_2").toArray();
    double[] y = posterior.get("x_3").toArray();
    Map<String, Tensor> mean = LinearGaussian.of(walk(data)).mean();
    double product = 0;
    for (int i = 0; i < x.length; i++) {
      product += (x[i] - mean.get("x_2").item()) * (y[i] - mean.get("x_3").item()) / x.length;
    }
    double slope = 0.9 / 0.49 / (1 / 0.49 + 1 / 0.25);
    double exact = slope * LinearGaussian.of(walk(data)).variance().get("x_2").item();
    assertEquals(exact, product, 0.02);
  }

  private static void requireRefused(String start, Model<?> model) {
    String text = assertThrows(ModelException.class, () -> LinearGaussian.of(model)).getMessage();
    assertTrue(text.replaceAll(" at \\S+:\\d+", "").startsWith(start), text);
  }

  @Example
  void whatIsNotGaussianAndLinear() {
    requireRefused("Site 's' in no plate is a ", sample("s", halfNormal(1)));
    requireRefused(
        "Site 'y' in no plate has a mean that is no sum of multiples of others,",
        sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x.times(x), 1), 0.2)));
    requireRefused(
        "Site 'y' in no plate has a mean that is no sum of multiples of others,",
        sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x.clamp(-9, 9), 1), 0.2)));
    requireRefused(
        "Site 'y' in no plate has a scale that depends on 'x',",
        sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(0, x.exp()), 0.2)));
    requireRefused(
        "The program looks at a number after site 'x'",
        sample("x", normal(0, 1)).flatMap(x -> x.item() > 0 ? pure(x) : sample("z", normal(0, 1))));
    Model<Tensor> scale =
        sample("s", halfNormal(1))
            .flatMap(s -> sample("x", normal(0, s)))
            .flatMap(x -> deterministic("twice", x.times(2)))
            .flatMap(x -> factor("known", 0).map(_ -> x))
            .flatMap(x -> observe("y", normal(x, 1), 0.2));
    requireRefused(
        "Site 'f' in no plate is a ", sample("x", normal(0, 1)).flatMap(x -> factor("f", x)));
    assertEquals(
        -0.5 * (Math.log(2 * Math.PI * 2) + 0.04 / 2)
            + halfNormal(1).logProb(Tensor.scalar(0.5)).item(),
        LinearGaussian.of(Substitute.of("s", 0.5).on(scale)).logEvidence(),
        1e-12);
    assertThrows(
        ModelException.class,
        () -> LinearGaussian.of(walk(1)).observing(Map.of("x_0", Tensor.scalar(1))));
  }
}
