package dev.merapi.infer.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;

/**
 * Against ArviZ 0.23.4 (numpy 2.4.6, scipy 1.17.1; November 2026): {@code loo(pointwise=True)} at
 * {@code reff} 1 and 0.5; WAIC from its formula in numpy, with the variance of divisor S − 1.
 *
 * <p>The log-likelihoods are made of a linear congruential generator, so that both sides have the
 * same bits; the last observation has a heavy tail, the first none at all.
 */
final class PredictiveFitGolden {
  private static final double TOLERANCE = 1e-9;

  private static double[][] logLikelihood() {
    double[][] rows = new double[400][6];
    long state = 12345;
    for (double[] row : rows) {
      for (int i = 0; i < 6; i++) {
        state = (1664525 * state + 1013904223) & 0xFFFFFFFFL;
        double u = (state + 0.5) / 4294967296.0;
        row[i] = i < 5 ? -1.0 - 0.3 * i * u : 0.9 * Math.log(u);
      }
    }
    return rows;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Example
  void leaveOneOutOfIndependentDraws() {
    Loo loo = Loo.of(logLikelihood(), 1);
    assertEquals(-8.68940820964881, loo.elpd(), TOLERANCE);
    assertEquals(0.877925238764389, loo.se(), TOLERANCE);
    assertEquals(1.6738905858405522, loo.parameters(), TOLERANCE);
    assertArrayEquals(
        new double[] {
          -1.0,
          -1.1597738626703729,
          -1.3200699068374604,
          -1.4702493696113352,
          -1.6303633106659632,
          -2.108951759863678
        },
        array(loo.pointwise()),
        TOLERANCE);
    assertArrayEquals(
        new double[] {
          Double.POSITIVE_INFINITY,
          -0.7290764829557341,
          -0.6489032309335457,
          -0.6659486948708858,
          -0.6262843994427922,
          1.2790802069902747
        },
        array(loo.paretoK()),
        TOLERANCE);
    assertEquals(List.of(0, 5), loo.unreliable());
  }

  @Example
  void leaveOneOutOfDrawsWorthHalf() {
    Loo loo = Loo.of(logLikelihood(), 0.5);
    assertEquals(-8.681247232377684, loo.elpd(), TOLERANCE);
    assertEquals(0.8715537962194959, loo.se(), TOLERANCE);
    assertEquals(1.2161809891443076, loo.paretoK().getLast(), TOLERANCE);
  }

  /** Observations of several sites are one after the other, whatever the shape of a site. */
  @Example
  void sitesAreObservationsSideBySide() {
    double[][] rows = logLikelihood();
    double[] first = Arrays.stream(rows).flatMapToDouble(row -> Arrays.stream(row, 0, 2)).toArray();
    double[] rest = Arrays.stream(rows).flatMapToDouble(row -> Arrays.stream(row, 2, 6)).toArray();
    List<Tensor> sites =
        List.of(Tensor.of(first, Shape.of(400, 2)), Tensor.of(rest, Shape.of(400, 2, 2)));
    assertEquals(Loo.of(rows, 0.5), Loo.of(sites, 0.5));
    assertEquals(Waic.of(rows), Waic.of(sites));
    assertThrows(
        ArgumentException.class,
        () -> Waic.of(List.of(sites.getFirst(), Tensor.zeros(Shape.of(399, 2)))));
    assertThrows(ArgumentException.class, () -> Waic.of(List.of(Tensor.scalar(1))));
  }

  private static double[] uniform(long seed, int n) {
    double[] u = new double[n];
    long state = seed;
    for (int i = 0; i < n; i++) {
      state = (1664525 * state + 1013904223) & 0xFFFFFFFFL;
      u[i] = (state + 0.5) / 4294967296.0;
    }
    return u;
  }

  /** {@code loo_pit} of ArviZ with the weights of {@code psislw}. */
  @Example
  void probabilityIntegralTransformsWithoutEachObservation() {
    double[] u = uniform(99, 2400);
    double[][] replicated = new double[400][6];
    for (int s = 0; s < 400; s++) {
      System.arraycopy(u, 6 * s, replicated[s], 0, 6);
    }
    double[] observed = {0.5, 0.1, 0.9, 0.3, 0.7, 0.25};
    assertArrayEquals(
        new double[] {
          0.5175,
          0.09923002186349353,
          0.917954065811134,
          0.32934850431186863,
          0.6951946285474536,
          0.10648102594767885
        },
        array(Loo.pit(Tensor.of(logLikelihood()), 0.5, Tensor.of(replicated), Tensor.of(observed))),
        TOLERANCE);
    assertThrows(
        ArgumentException.class,
        () ->
            Loo.pit(
                Tensor.of(logLikelihood()), 1, Tensor.of(replicated), Tensor.of(new double[5])));
  }

  /** {@code psens} of ArviZ, at its δ = 0.01. */
  @Example
  void sensitivityToPowersOfPriorAndLikelihood() {
    double[] u = uniform(77, 1200);
    double[] draws = new double[400];
    double[] prior = new double[400];
    double[] likelihood = new double[400];
    for (int s = 0; s < 400; s++) {
      double x = u[3 * s] - 0.5 + 0.25 * u[3 * s + 1];
      draws[s] = x;
      prior[s] = -2.0 * x * x;
      likelihood[s] = -6.0 * (x - 0.4) * (x - 0.4) + 0.1 * u[3 * s + 2];
    }
    PowerScaling found = PowerScaling.of(draws, prior, likelihood);
    assertEquals(0.046339989353248366, found.prior(), TOLERANCE);
    assertEquals(0.22524681298880891, found.likelihood(), TOLERANCE);
    assertEquals("", found.diagnosis());
    assertEquals("strong prior or weak data", new PowerScaling(0.1, 0.01).diagnosis());
    assertThrows(ArgumentException.class, () -> PowerScaling.of(draws, prior, new double[1]));
  }

  @Example
  void waic() {
    Waic waic = Waic.of(logLikelihood());
    assertEquals(-8.251160793363503, waic.elpd(), TOLERANCE);
    assertEquals(0.5928309219428338, waic.se(), TOLERANCE);
    assertEquals(1.2356431695552426, waic.parameters(), TOLERANCE);
  }

  @Example
  void refusesNoDrawsAndRaggedOnes() {
    assertThrows(ArgumentException.class, () -> Waic.of(new double[0][]));
    String message =
        assertThrows(ArgumentException.class, () -> Loo.of(new double[][] {{1, 2}, {1}}, 1))
            .getMessage();
    assertTrue(String.valueOf(message).contains("draws have 2 and 1"), message);
  }
}
