package dev.merapi.infer.gibbs;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.infer.subsample.Subsampled;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulation-based calibration of what samples programs by more than one kernel. */
@Tag("statistical")
final class ProgramCalibrationLaws {
  private static final int DRAWS = 99;
  private static final int SIMULATIONS = 400;
  private static final int ROWS = 8;
  private static final double[] SHARES = {0.5, 0.3, 0.2};

  /** χ² of 19 degrees is above it with a probability of 1e-6. */
  private static final double MOST = 61.3;

  /** The truth and the draws of a figure. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Figure(double truth, double[] draws) {}

  /** One data set: figures of the truth that made it, and of draws given it. */
  private interface Simulation {
    List<Figure> run(int seed);
  }

  private static void calibrate(String name, Simulation simulation) {
    List<List<Integer>> ranks = new ArrayList<>();
    for (int seed = 0; seed < SIMULATIONS; seed++) {
      List<Figure> figures = simulation.run(seed);
      for (int k = 0; k < figures.size(); k++) {
        if (seed == 0) {
          ranks.add(new ArrayList<>());
        }
        ranks.get(k).add(rank(figures.get(k), seed));
      }
    }
    double[] squares =
        ranks.stream().mapToDouble(each -> new Sbc(DRAWS, each).chiSquared(20)).toArray();
    System.out.printf("%-12s χ²(19) %s%n", name, Arrays.toString(squares));
    for (double square : squares) {
      assertTrue(square < MOST, name + " " + square);
    }
  }

  /** Ties are broken at random. */
  private static int rank(Figure figure, int seed) {
    SplittableRandom random = new SplittableRandom(seed + 1000);
    double[] thinned = Sbc.thinned(figure.draws(), DRAWS);
    double[] draws =
        IntStream.range(0, DRAWS)
            .mapToDouble(i -> thinned[i] + 1e-9 * random.nextDouble())
            .toArray();
    return Sbc.rank(figure.truth() + 1e-9 * random.nextDouble(), draws);
  }

  /** Rows of three kinds, 0, 1 and 2 times a distance away. */
  private static Model<?> kinds(double[] y) {
    return sample("distance", normal(0, 2))
        .flatMap(
            distance ->
                plate(
                    "rows",
                    ROWS,
                    _ ->
                        sample("k", categorical(Tensor.of(SHARES)))
                            .flatMap(
                                k -> observe("y", normal(k.times(distance), 1), Tensor.of(y)))));
  }

  /** The distance, the sum of the kinds, and their sum weighted by the data. */
  private static Simulation kinds(Sampled sampled) {
    return seed -> {
      SplittableRandom random = new SplittableRandom(seed);
      double distance = 2 * random.nextGaussian();
      double[] kinds = new double[ROWS];
      double[] y = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        double u = random.nextDouble();
        kinds[i] = u < SHARES[0] ? 0 : u < SHARES[0] + SHARES[1] ? 1 : 2;
        y[i] = kinds[i] * distance + random.nextGaussian();
      }
      Posterior draws = sampled.from(Gibbs.of(kinds(y)), Key.of(seed));
      double[][] k = new double[ROWS][];
      Arrays.setAll(k, i -> draws.get("k[" + (i + 1) + "]").toArray());
      return List.of(
          new Figure(distance, draws.get("distance").toArray()),
          sum(kinds, k, new double[] {1, 1, 1, 1, 1, 1, 1, 1}),
          sum(kinds, k, y));
    };
  }

  private static Figure sum(double[] truth, double[][] draws, double[] weights) {
    double sum = 0;
    double[] sums = new double[draws[0].length];
    for (int i = 0; i < ROWS; i++) {
      sum += weights[i] * truth[i];
      for (int n = 0; n < sums.length; n++) {
        sums[n] += weights[i] * draws[i][n];
      }
    }
    return new Figure(sum, sums);
  }

  private interface Sampled {
    Posterior from(Gibbs gibbs, Key key);
  }

  @Test
  void modifiedUpdatesAreCalibrated() {
    calibrate(
        "modified",
        kinds((gibbs, key) -> gibbs.modified("k").moved("distance").posterior(key, 1, 10 * DRAWS)));
  }

  @Test
  void mixedTrajectoriesAreCalibrated() {
    calibrate(
        "mixed",
        kinds((gibbs, key) -> gibbs.mixed(2, 16, "distance", "k").posterior(key, 1, 10 * DRAWS)));
  }

  /** Of 200 rows 60 at a time: its error is far below what these ranks show. */
  @Test
  void subsampledRowsAreCalibrated() {
    int n = 200;
    calibrate(
        "subsampled",
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double a = random.nextGaussian();
          double b = random.nextGaussian();
          double[] x = new double[n];
          double[] y = new double[n];
          for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-a - b * x[i])) ? 1 : 0;
          }
          Posterior draws =
              Subsampled.of(logistic(Tensor.of(x), Tensor.of(y)), "rows", 60)
                  .posterior(Key.of(seed), 1, 8 * DRAWS);
          return List.of(
              new Figure(a, draws.get("a").toArray()), new Figure(b, draws.get("b").toArray()));
        });
  }

  private static Model<?> logistic(Tensor x, Tensor y) {
    return let(
        sample("a", normal(0, 1)),
        sample("b", normal(0, 1)),
        (a, b) ->
            plate(
                "rows",
                x.size(0),
                rows ->
                    observe(
                        "y",
                        bernoulliLogits(rows.subsample(x).times(b).plus(a)),
                        rows.subsample(y))));
  }
}
