package dev.merapi.infer.subsample;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The estimate is right on average, exact where rows are quadratic, and a chain samples it. */
final class SubsampledLaws {
  private static Model<?> logistic(int n) {
    return logistic(n, 2);
  }

  private static Model<?> logistic(int n, double scale) {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = new double[2 * n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[2 * i] = random.nextGaussian();
      x[2 * i + 1] = random.nextGaussian();
      double logit = 0.3 + x[2 * i] - 0.5 * x[2 * i + 1];
      y[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
    Tensor features = Tensor.of(x, Shape.of(n, 2));
    Tensor seen = Tensor.of(y);
    return let(
        sample("a", normal(0, scale)),
        sample("b", normal(0, scale).expand(Shape.of(2)).toEvent(1)),
        (a, b) ->
            plate(
                "rows",
                n,
                rows ->
                    observe(
                        "y",
                        bernoulliLogits(rows.subsample(features, 1).times(b).sum(-1).plus(a)),
                        rows.subsample(seen))));
  }

  /** A mean, and a scale that is not a normal's own. */
  private static Model<?> located(int n, boolean scaled) {
    double[] y = new double[n];
    SplittableRandom random = new SplittableRandom(5);
    Arrays.setAll(y, i -> 0.7 + 1.3 * random.nextGaussian());
    Tensor seen = Tensor.of(y);
    return let(
        sample("mu", normal(0, 2)),
        sample("s", halfNormal(2)),
        (mu, s) ->
            plate(
                "rows",
                n,
                rows ->
                    observe(
                        "y", normal(mu, scaled ? s : Tensor.scalar(1.2)), rows.subsample(seen))));
  }

  private static Estimated estimated(Model<?> model, int n, int size, double[] reference) {
    return Estimated.of(
        model, "rows", n, size, new Coordinates(LogDensity.of(model).coordinates()), reference);
  }

  /** Of one row at a time, the mean over all rows is the log density of all rows. */
  @Test
  void theMeanOverAllRowsIsExact() {
    for (Model<?> model : new Model<?>[] {logistic(40), located(40, true)}) {
      Potential whole = LogDensity.of(model).potential();
      int d = whole.dimension();
      Estimated estimated = estimated(model, 40, 1, new double[d]);
      double[] at = new double[d];
      Arrays.setAll(at, i -> 0.4 - 0.5 * i);
      double[] expected = new double[d];
      double value = whole.logDensityAndGradient(at, expected);
      double mean = 0;
      double[] slopes = new double[d];
      double[] gradient = new double[d];
      for (int i = 0; i < 40; i++) {
        estimated.choose(new double[] {i});
        mean += estimated.logDensityAndGradient(at, gradient) / 40;
        for (int k = 0; k < d; k++) {
          slopes[k] += gradient[k] / 40;
        }
      }
      assertEquals(value, mean, 1e-9 * Math.abs(value));
      assertArrayEquals(expected, slopes, 1e-8 * Math.abs(value));
    }
  }

  /** A row that is quadratic is its polynomial: any rows do, once or twice. */
  @Test
  void quadraticRowsAreExact() {
    Model<?> model = located(30, false);
    Potential whole = LogDensity.of(model).potential();
    Estimated estimated = estimated(model, 30, 4, new double[] {0.2, -0.1});
    double[] at = {1.5, 0.3};
    double[] expected = new double[2];
    double value = whole.logDensityAndGradient(at, expected);
    double[] gradient = new double[2];
    for (double[] rows : new double[][] {{0, 1, 2, 3}, {29, 29, 29, 29}, {7, 3, 3, 12}}) {
      estimated.choose(rows);
      assertEquals(value, estimated.logDensityAndGradient(at, gradient), 1e-9 * Math.abs(value));
      assertArrayEquals(expected, gradient, 1e-9);
    }
  }

  /** At the place of the polynomials every choice of rows is exact, and so is its gradient. */
  @Test
  void theReferenceIsExact() {
    Model<?> model = logistic(50);
    Potential whole = LogDensity.of(model).potential();
    double[] reference = {0.2, 0.5, -0.3};
    Estimated estimated = estimated(model, 50, 5, reference);
    double[] expected = new double[3];
    double value = whole.logDensityAndGradient(reference, expected);
    double[] gradient = new double[3];
    assertEquals(
        value, estimated.logDensityAndGradient(reference, gradient), 1e-9 * Math.abs(value));
    assertArrayEquals(expected, gradient, 1e-9);
  }

  @Test
  void theGradientIsThatOfTheValue() {
    Model<?> model = logistic(60);
    Estimated estimated = estimated(model, 60, 6, new double[3]);
    estimated.choose(new double[] {3, 8, 8, 40, 59, 0});
    double[] at = {0.9, -0.8, 0.4};
    double[] gradient = new double[3];
    double[] unused = new double[3];
    estimated.logDensityAndGradient(at, gradient);
    for (int k = 0; k < 3; k++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[k] += 1e-5;
      down[k] -= 1e-5;
      double slope =
          (estimated.logDensityAndGradient(up, unused)
                  - estimated.logDensityAndGradient(down, unused))
              / 2e-5;
      assertEquals(slope, gradient[k], 1e-5 * (1 + Math.abs(slope)));
    }
  }

  /** Positions and rows drawn together, by weights of a wide normal: steps leave their shares. */
  @Test
  void stepsLeavePositionsAndRowsInvariant() {
    double[] reference = {1, -0.8, 0.8};
    Estimated target = estimated(logistic(5, 0.4), 5, 2, reference);
    int pool = 15_000;
    double[][] positions = new double[pool][3];
    double[] weights = new double[25 * pool];
    double[] shares = new double[25];
    SplittableRandom random = new SplittableRandom(8);
    double[] unused = new double[3];
    double total = 0;
    for (int i = 0; i < pool; i++) {
      double log = 0;
      for (int k = 0; k < 3; k++) {
        double z = random.nextGaussian();
        positions[i][k] = 0.6 * z;
        log += z * z / 2;
      }
      for (int u = 0; u < 25; u++) {
        target.choose(new double[] {Math.floorDiv(u, 5), u % 5});
        double weight = Math.exp(target.logDensityAndGradient(positions[i], unused) + log);
        shares[u] += weight;
        total += weight;
        weights[25 * i + u] = total;
      }
    }
    double most = Arrays.stream(shares).max().orElse(0) / total;
    double least = Arrays.stream(shares).min().orElse(0) / total;
    assertTrue(most > 5 * least, "from " + least + " to " + most);
    Estimated own = target.fork();
    Exchanging<?> kernel =
        new Exchanging<>(
            own, new RandomWalkMetropolis(own, Tuning.unit(3).withStepSize(0.4)), 5, 2);
    double[] after = new double[25];
    int n = 10_000;
    for (int j = 0; j < n; j++) {
      int at = Math.abs(Arrays.binarySearch(weights, total * (j + 0.5) / n) + 1);
      double[] rows = {Math.floorDiv(at % 25, 5), at % 5};
      own.choose(rows);
      double[] next = stepped(kernel, own, Key.of(j), positions[at / 25]);
      after[(int) (5 * next[0] + next[1])] += 1.0 / n;
    }
    for (int u = 0; u < 25; u++) {
      assertEquals(shares[u] / total, after[u], 0.008, "rows " + u);
    }
  }

  private static <S> double[] stepped(
      Exchanging<S> kernel, Estimated own, Key key, double[] position) {
    Subset<S> at = kernel.begin(key.fold(0), Point.at(own, position));
    for (int i = 1; i < 6; i++) {
      at = kernel.step(key.fold(i), at).state();
    }
    return at.indices();
  }

  @Test
  void aPosteriorIsThatOfAllRows() {
    Model<?> model = logistic(1000);
    Posterior all = Posterior.sample(Sampler.nuts().chains(2).draws(500), model, 1);
    Subsampled some = Subsampled.of(model, "rows", 100);
    Posterior draws = some.posterior(Key.of(2), 2, 500);
    for (String name : new String[] {"a", "b[1]", "b[2]"}) {
      var expected = all.summary().find(name).orElseThrow();
      var found = draws.summary().find(name).orElseThrow();
      double error = Math.hypot(expected.mcseMean(), found.mcseMean());
      assertEquals(expected.mean(), found.mean(), 5 * error, name);
      assertEquals(expected.sd(), found.sd(), 0.15 * expected.sd(), name);
      assertTrue(found.rhat() < 1.03, name);
    }
    double rows =
        Arrays.stream(draws.statistic(Subsampled.ROWS_ACCEPTED))
            .flatMapToDouble(Arrays::stream)
            .average()
            .orElse(0);
    assertTrue(rows > 0.7, "rows are taken with probability " + rows);
  }

  @Test
  void whatCannotBeAsked() {
    Model<?> model = logistic(20);
    assertTold(() -> posterior(model, "row", 5), "no plate 'row'");
    assertTold(() -> posterior(model, "rows", 20), "20 rows");
    Model<?> local =
        sample("m", normal(0, 1))
            .flatMap(
                m ->
                    plate(
                        "rows",
                        20,
                        _ ->
                            sample("z", normal(m, 1))
                                .flatMap(z -> observe("y", normal(z, 1), Tensor.scalar(1)))));
    assertTold(() -> posterior(local, "rows", 5), "Site 'z'");
  }

  private static void posterior(Model<?> model, String plate, int size) {
    var unused =
        Subsampled.of(model, plate, size)
            .kernel(RandomWalkMetropolis::new)
            .posterior(Key.of(1), 1, 5);
    assertEquals(5, unused.size());
  }

  private static void assertTold(Runnable asked, String words) {
    String told = assertThrows(ModelException.class, asked::run).getMessage();
    assertTrue(told.contains(words), told);
  }
}
