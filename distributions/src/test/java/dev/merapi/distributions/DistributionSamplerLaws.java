package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.internal.Grid;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.distributions.multivariate.SineBivariateVonMises;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Draws follow the density. At one fixed key each test passes or fails for ever; for a key chosen
 * blindly a right sampler would fail it with probability {@link #ALARM} for each batch element, of
 * which there are some 200.
 */
public class DistributionSamplerLaws {
  private static final Key KEY = Key.of(31);
  private static final int DRAWS = 20_000;
  private static final double ALARM = 1e-5;

  private static Stream<Specimen> numbers() {
    return Specimens.all().stream()
        .filter(s -> s.distribution().eventDim() == 0 && !(s.distribution() instanceof Masked));
  }

  @TestFactory
  Stream<DynamicTest> drawsOfContinuousLawsFollowTheDensity() {
    return numbers()
        .filter(s -> !s.distribution().isDiscrete() && !(s.distribution() instanceof Hurdle))
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.name(), () -> kolmogorov(s.distribution(), KEY, DRAWS, ALARM)));
  }

  /**
   * Kolmogorov and Smirnov: the greatest gap to the distribution function, times √n, exceeds λ with
   * probability at most 2 e^(−2λ²) (Massart 1990).
   */
  public static void kolmogorov(Distribution distribution, Key key, int count, double alarm) {
    Grid grid = Grid.of(distribution);
    Tensor mass = grid.mass(distribution);
    Tensor half = mass.minus(mass.times(0.5));
    int batch = distribution.batchShape().count();
    int n = grid.points().size(0);
    double[] cdf = mass.cumsum(0).minus(half).reshape(n, batch).transpose().toArray();
    double[] x = grid.points().expand(mass.shape()).reshape(n, batch).transpose().toArray();
    double bound = Math.sqrt(Math.log(2 / alarm) / 2);
    Tensor draws = distribution.sample(key, Shape.of(count)).reshape(count, batch).transpose();
    for (int b = 0; b < batch; b++) {
      double[] sorted = draws.get(b).toArray();
      Arrays.sort(sorted);
      double gap = 0;
      int at = 0;
      for (int i = 0; i < count; i++) {
        while (at < n - 2 && x[b * n + at + 1] < sorted[i]) {
          at++;
        }
        double left = x[b * n + at];
        double width = x[b * n + at + 1] - left;
        double part = width > 0 ? Math.clamp((sorted[i] - left) / width, 0, 1) : 0;
        double p = cdf[b * n + at] + part * (cdf[b * n + at + 1] - cdf[b * n + at]);
        gap = Math.max(gap, Math.max(p - (double) i / count, (i + 1.0) / count - p));
      }
      double statistic = gap * Math.sqrt(count);
      assertTrue(statistic < bound, () -> "Kolmogorov's statistic is " + statistic);
    }
  }

  @TestFactory
  Stream<DynamicTest> drawsOfCountsFollowTheProbabilities() {
    return numbers()
        .filter(s -> s.distribution().isDiscrete())
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.name(), () -> pearson(s.distribution(), KEY, DRAWS, ALARM)));
  }

  /**
   * Pearson: cells with at least 10 expected draws, the others joined; with k cells the statistic
   * exceeds k + 2√(k x) + 2x with probability at most e^(−x) (Laurent and Massart 2000, lemma 1).
   */
  public static void pearson(Distribution distribution, Key key, int count, double alarm) {
    Grid grid = Grid.of(distribution);
    int batch = distribution.batchShape().count();
    int n = grid.points().size(0);
    double[] probs = grid.mass(distribution).reshape(n, batch).transpose().toArray();
    double[] values = grid.points().reshape(n, -1).slice(-1, 0, 1).toArray();
    Tensor draws = distribution.sample(key, Shape.of(count)).reshape(count, batch).transpose();
    for (int b = 0; b < batch; b++) {
      double[] counts = new double[n];
      for (double draw : draws.get(b).toArray()) {
        int cell = Arrays.binarySearch(values, draw);
        assertTrue(cell >= 0, () -> "A draw is " + draw);
        counts[cell]++;
      }
      double restExpected = 0;
      double restSeen = 0;
      double statistic = 0;
      int cells = 0;
      for (int i = 0; i < n; i++) {
        double expected = probs[b * n + i] * count;
        if (expected >= 10) {
          statistic += Math.pow(counts[i] - expected, 2) / expected;
          cells++;
        } else {
          restExpected += expected;
          restSeen += counts[i];
        }
      }
      statistic += Math.pow(restSeen - restExpected, 2) / Math.max(restExpected, 1);
      double x = -Math.log(alarm);
      double bound = cells + 2 * Math.sqrt(cells * x) + 2 * x;
      double seen = statistic;
      assertTrue(seen < bound, () -> "Pearson's statistic is " + seen + ", bound " + bound);
    }
  }

  /**
   * Means of draws and of their squares lie within 6 standard errors: 2e-9 for each of some 300
   * numbers.
   */
  @TestFactory
  Stream<DynamicTest> meanAndVarianceAreThoseOfTheDraws() {
    return Specimens.all().stream()
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> moments(s.distribution())));
  }

  /** Laws whose mean is a mean direction, not that of the numbers. */
  private static boolean hasDirection(Distribution distribution) {
    return distribution instanceof VonMises
        || distribution instanceof ProjectedNormal
        || distribution instanceof SineBivariateVonMises;
  }

  private static void moments(Distribution distribution) {
    assumeFalse(hasDirection(distribution), "its mean is a direction");
    assumeTrue(
        DistributionDensityLaws.known(distribution::mean).isPresent(), "no mean in closed form");
    Tensor draws = distribution.sample(KEY, Shape.of(DRAWS));
    Tensor mean = distribution.mean();
    assertEquals(distribution.shape(Shape.SCALAR), mean.shape());
    assumeTrue(
        mean.abs().lt(Double.POSITIVE_INFINITY).min().item() == 1, "the mean is no finite number");
    within("mean", draws, mean);
    DistributionDensityLaws.known(distribution::variance)
        .filter(v -> v.abs().lt(Double.POSITIVE_INFINITY).min().item() == 1)
        .ifPresent(variance -> within("variance", draws.minus(mean).square(), variance));
  }

  private static void within(String what, Tensor draws, Tensor expected) {
    Tensor mean = draws.mean(0);
    Tensor error = draws.minus(mean).square().mean(0).div(DRAWS).sqrt();
    Tensor z = mean.minus(expected).abs().div(error.plus(1e-12));
    assertTrue(z.max().item() < 6, () -> what + " " + mean + ", expected " + expected);
  }

  @TestFactory
  Stream<DynamicTest> aDrawDependsOnKeyAndIndexAlone() {
    return Specimens.all().stream()
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.name(),
                    () -> {
                      Tensor one = s.distribution().sample(KEY, Shape.of(4));
                      assertEquals(one, s.distribution().sample(KEY, Shape.of(4)));
                      assertTrue(
                          s.distribution().isDiscrete()
                              || !one.equals(s.distribution().sample(Key.of(1), Shape.of(4))));
                    }));
  }
}
