package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.laws.internal.verify.EcdfBand;
import dev.merapi.report.page.Report;
import dev.merapi.report.plot.Checks;
import dev.merapi.report.result.Results;
import dev.merapi.report.store.ArvizJson;
import dev.merapi.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibration by simulation. */
class CalibrationLaws {
  private static final Tensor Y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
  private static final Tensor SIGMA = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);

  static Model<?> schools() {
    return let(
        sample("mu", normal(0, 5)),
        mu ->
            let(
                sample("tau", halfNormal(5)),
                tau ->
                    plate(
                        "school",
                        8,
                        _ ->
                            let(
                                sample("z", normal(0, 1)),
                                z -> observe("y", normal(mu.plus(tau.times(z)), SIGMA), Y)))));
  }

  private static Sampler sampler() {
    return Sampler.nuts().warmUp(200).draws(200);
  }

  /** {@code -Dverify.fits=1000} makes as many fits as the mark asks for, and prints its time. */
  @Test
  void oneThreadAndTwoGiveTheSameBits() {
    int fits = Integer.getInteger("verify.fits", 30);
    long start = System.nanoTime();
    Calibration two = Verify.that(schools()).sampler(sampler().threads(2)).calibration(fits);
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (fits > 30) {
      System.out.printf("%d fits on two threads: %.1f s%n%s%n", fits, seconds, two);
    }
    Calibration one = Verify.that(schools()).sampler(sampler().threads(1)).calibration(fits);
    assertEquals(one, two);
    assertEquals(List.of(), two.faults(1e-5));
  }

  /** A page of bands and ranks, and the layout that ArviZ reads: one draw of one chain a fit. */
  @Test
  void ranksAreSeenAndKept(@TempDir Path folder) {
    Calibration found =
        Verify.that(schools()).sampler(sampler().chains(1).draws(100)).calibration(12);
    String page = Report.page("Calibration", Checks.calibrations(found.quantities()));
    assertTrue(page.contains("Calibration of tau") && page.contains("Calibration of the log"));
    ArvizJson file = new ArvizJson(folder.resolve("sbc.json"));
    file.write(Results.calibration(Results.PRIOR_SBC, found.quantities()));
    var kept = file.read().group(Results.PRIOR_SBC).variables();
    assertEquals(found.quantities().keySet(), kept.keySet());
    found.fractions().forEach((name, values) -> assertEquals(values, kept.get(name).values()));
  }

  @Test
  void posteriorsThatAreTooNarrowAreFound() {
    Simulator wide =
        (x, key) ->
            Map.of(
                "y",
                normal(x.get("mu").plus(x.get("tau").times(x.get("z"))), SIGMA.times(2))
                    .sample(key));
    Calibration found =
        Verify.that(schools()).simulator(wide).sampler(sampler().chains(1)).calibration(120);
    assertTrue(
        found.faults(1e-5).stream()
            .anyMatch(fault -> fault.contains("'tau'") && fault.contains("too high")),
        found::toString);
  }

  /** The band is exact: of uniform ranks a share of α leaves it at level α. */
  @Test
  void theBandIsSimultaneous() {
    Random random = new Random(7);
    int below = 0;
    int tries = 400;
    for (int i = 0; i < tries; i++) {
      List<Integer> ranks = IntStream.range(0, 60).mapToObj(_ -> random.nextInt(100)).toList();
      below += EcdfBand.p(new Sbc(99, ranks)) < 0.2 ? 1 : 0;
    }
    assertTrue(below > 0.12 * tries && below < 0.26 * tries, "share below 0.2: " + below);
  }

  @Test
  void ranksAllInTheMiddleLeaveTheBand() {
    List<Integer> ranks = IntStream.range(0, 60).mapToObj(i -> 30 + i % 40).toList();
    assertTrue(EcdfBand.p(new Sbc(99, ranks)) < 1e-4);
  }
}
