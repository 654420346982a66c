package dev.merapi.infer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class DiagnosticsLaws {
  private static double[][] independent(long seed, int m, int n) {
    double[][] chains = new double[m][n];
    for (int c = 0; c < m; c++) {
      Draws.normal(Key.of(seed).fold(c), chains[c], 0, n);
    }
    return chains;
  }

  /**
   * Ranks know no scale: a monotone transformation changes neither bulk R̂ nor bulk and tail ESS.
   */
  @Property(tries = 50)
  void areInvariantUnderMonotoneMaps(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int n) {
    double[][] x = independent(seed, 3, n);
    double[][] y = Samples.map(x, v -> v * v * v);
    assertEquals(Rhat.bulk(x), Rhat.bulk(y));
    assertEquals(Ess.bulk(x), Ess.bulk(y));
  }

  /** The order of chains does not matter. */
  @Property(tries = 50)
  void doNotDependOnTheOrderOfChains(@ForAll long seed) {
    double[][] x = independent(seed, 2, 40);
    double[][] y = {x[1], x[0]};
    assertEquals(Rhat.of(x), Rhat.of(y), 1e-12);
    assertEquals(Ess.bulk(x), Ess.bulk(y), 1e-9);
    assertEquals(Ess.tail(x), Ess.tail(y), 1e-9);
    assertEquals(Mcse.mean(x), Mcse.mean(y), 1e-12);
  }

  /** Of two superchains with means 0 and 2: by hand. */
  @Example
  void nestedRhatComparesSuperchains() {
    double[][][] apart = {{{-1, 1}, {-1, 1}}, {{1, 3}, {1, 3}}};
    assertEquals(Math.sqrt(1 + 2.0 / 2.0), Rhat.nested(apart), 1e-15);
    double[][][] single = {{{-1}, {1}}, {{1}, {3}}};
    assertEquals(Math.sqrt(1 + 2.0 / 2.0), Rhat.nested(single), 1e-15);
    double[][][] alone = {{{-1, 1}}, {{1, 3}}};
    assertEquals(Math.sqrt(1 + 2.0 / 2.0), Rhat.nested(alone), 1e-15);
    double[][][] mixed = {{{-1, 1}, {1, 3}}, {{1, 3}, {-1, 1}}};
    assertEquals(1, Rhat.nested(mixed), 1e-15);
    assertThrows(
        dev.merapi.tensor.ArgumentException.class, () -> Rhat.nested(new double[][][] {{{1}}}));
  }

  /** Independent draws count fully: R̂ near 1, ESS near S, MCSE near sd/√S. */
  @Example
  void independentDrawsCountFully() {
    double[][] x = independent(7, 4, 1000);
    assertEquals(1, Rhat.of(x), 0.005);
    assertEquals(4000, Ess.bulk(x), 800);
    assertEquals(4000, Ess.tail(x), 800);
    assertEquals(1 / Math.sqrt(4000), Mcse.mean(x), 0.002);
    assertEquals(1 / Math.sqrt(8000), Mcse.sd(x), 0.002);
  }

  /** Every draw k times over is worth a k-th of its length. */
  @Property(tries = 10)
  void repeatedDrawsCountOnce(@ForAll @IntRange(min = 2, max = 5) int k) {
    double[][] x = independent(11, 2, 1000);
    double[][] y = new double[2][];
    for (int c = 0; c < 2; c++) {
      y[c] = DoubleStream.of(x[c]).flatMap(v -> DoubleStream.generate(() -> v).limit(k)).toArray();
    }
    assertEquals(2000, Ess.mean(y), 300);
  }

  /** Chains that do not vary, are too short or are not finite: NaN, and no exception. */
  @Property
  void whatCannotBeSaidIsNan(@ForAll @DoubleRange(min = -5, max = 5) double value) {
    double[][] constant = new double[2][10];
    for (double[] chain : constant) {
      Arrays.fill(chain, value);
    }
    double[][] infinite = independent(1, 2, 10);
    infinite[1][3] = Double.POSITIVE_INFINITY;
    double[][] missing = independent(1, 2, 10);
    missing[0][0] = Double.NaN;
    for (double[][] x : new double[][][] {constant, infinite, missing, independent(1, 2, 3), {}}) {
      assertTrue(Double.isNaN(Rhat.of(x)));
      assertTrue(Double.isNaN(Ess.bulk(x)));
      assertTrue(Double.isNaN(Ess.tail(x)));
      assertTrue(Double.isNaN(Mcse.mean(x)));
      assertTrue(Double.isNaN(Mcse.sd(x)));
    }
    ParameterSummary summary = ParameterSummary.of("x", constant);
    assertEquals(value, summary.mean(), 1e-12);
    assertEquals(value, summary.q50());
    assertTrue(Double.isNaN(Ebfmi.of(constant[0])) || Ebfmi.of(constant[0]) >= 0);
  }

  /** Chains stuck at different values agree with themselves only. */
  @Example
  void stuckChainsDoNotPass() {
    double[][] x = new double[2][100];
    Arrays.fill(x[1], 1);
    assertTrue(Rhat.of(x) > 1.5, () -> "R̂ " + Rhat.of(x));
    assertTrue(!(Ess.bulk(x) > 10), () -> "ESS " + Ess.bulk(x));
  }

  @Example
  void refusesRaggedChains() {
    String message =
        assertThrows(
                ArgumentException.class,
                () -> Rhat.of(new double[][] {new double[5], new double[6]}))
            .getMessage();
    assertTrue(String.valueOf(message).contains("5 and 6 draws"), message);
  }

  /** Definition 7 of Hyndman and Fan on 1, 2, 4, 8. */
  @Example
  void quantilesInterpolate() {
    double[][] x = {{4, 1}, {8, 2}};
    assertEquals(1, Quantiles.of(x, 0));
    assertEquals(3, Quantiles.of(x, 0.5));
    assertEquals(8, Quantiles.of(x, 1));
    assertEquals(1.75, Quantiles.of(x, 0.25), 1e-15);
  }

  /** The interval holds its share of the draws, and no other of that share is shorter. */
  @Property(tries = 100)
  void hpdiIsShortest(@ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.9) double mass) {
    double[][] x = independent(seed, 1, 40);
    Hpdi interval = Hpdi.of(x, mass);
    double[] sorted = Samples.sorted(x);
    int span = (int) Math.floor(mass * 40);
    long inside =
        DoubleStream.of(sorted).filter(v -> v >= interval.low() && v <= interval.high()).count();
    assertEquals(span + 1, inside);
    for (int i = 0; i + span < 40; i++) {
      assertTrue(sorted[i + span] - sorted[i] >= interval.high() - interval.low());
    }
  }
}
