package dev.merapi.infer.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.mcmc.Exact;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Test;

/**
 * If q ~ π then q′ ~ π: exact draws of each target, moved by one transition of each kernel, keep
 * their moments; with data drawn in advance, (q′, y) keeps those of (q, y).
 *
 * <p>The draws are independent, so each sample mean lies within a few standard errors of 0; the
 * keys are fixed.
 */
final class InvarianceLaws {
  private static final double BOUND = 4.8;

  @Test
  void everyKernelLeavesEveryTargetInvariant() {
    assertEquals(List.of(), violations(4_000));
  }

  static List<String> violations(int draws) {
    List<String> violations = new ArrayList<>();
    List<Specimen> specimens = Specimen.all();
    double worst = 0;
    for (int s = 0; s < specimens.size(); s++) {
      for (Exact target : Exact.all()) {
        double[] scores =
            scores(target, specimens.get(s).kernel(), Key.of(s).fold(target.toString()), draws);
        for (int k = 0; k < scores.length; k++) {
          worst = Math.max(worst, Math.abs(scores[k]));
          if (!(Math.abs(scores[k]) < BOUND)) {
            violations.add(
                "%s on %s: moment %d has z = %.2f"
                    .formatted(specimens.get(s), target, k, scores[k]));
          }
        }
      }
    }
    if (draws > 4_000) {
      System.out.printf("%d draws, largest score %.2f%n", draws, worst);
    }
    return violations;
  }

  private static double[] scores(
      Exact target, Function<Potential, Kernel<Point, ?>> maker, Key key, int draws) {
    return target.scores(maker.apply(target.potential()), key, draws);
  }

  /** The error of motion without a correction falls with the step. */
  @Example
  void unadjustedMotionIsRightForSmallSteps() {
    Exact target = Exact.banana();
    double[] small = scores(target, p -> unadjusted(p, 0.2), Key.of(3).fold("small"), 5_000);
    for (double score : small) {
      assertTrue(Math.abs(score) < BOUND, "z = " + score);
    }
    double[] large = scores(target, p -> unadjusted(p, 1.2), Key.of(3).fold("large"), 10_000);
    double worst = 0;
    for (double score : large) {
      worst = Math.max(worst, Math.abs(score));
    }
    assertTrue(worst > BOUND, "z = " + worst);
  }

  /**
   * Steps so large that most ends are refused, on a narrow target: what an exact draw gains in log
   * density has mean 0. Half as strong an acceptance has a score of −12 here, and is hardly seen in
   * moments at steps that are usual.
   */
  @Example
  void refusalsKeepTheEnergy() {
    Exact target = Exact.fixed().get(1);
    Potential p = target.potential();
    Tunable kernel = Microcanonical.adjusted(p).tuned(Tuning.unit(2).withStepSize(1.5));
    Key key = Key.of(11).fold(target.toString());
    double[] z = new double[Exact.NORMALS];
    double sum = 0;
    double squares = 0;
    int moved = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      Draws.normal(key.fold(i).fold("exact"), z, 0, z.length);
      Point from = Point.at(p, target.draw(z));
      Point to = kernel.step(key.fold(i).fold("step"), from).state();
      double gain = to.logDensity() - from.logDensity();
      sum += gain;
      squares += gain * gain;
      moved += gain != 0 ? 1 : 0;
    }
    double score = sum / Math.sqrt(squares);
    assertTrue(Math.abs(score) < BOUND, "z = " + score);
    assertTrue(moved > draws / 50 && moved < draws / 2, moved + " of " + draws);
  }

  private static Tunable unadjusted(Potential p, double stepSize) {
    return Microcanonical.unadjusted(p).tuned(Tuning.unit(2).withStepSize(stepSize));
  }

  /** A step that halves leads back, by as many halvings. */
  @Example
  void stepsOfWalnutsAreReversible() {
    int made = 0;
    int refused = 0;
    for (Exact target : Exact.all()) {
      Potential p = target.potential();
      Walnuts kernel = new Walnuts(p, Tuning.unit(2), new Walnuts.Limits(5, 6, 0.05));
      Key key = Key.of(9).fold(target.toString());
      double[] z = new double[Exact.NORMALS];
      for (int i = 0; i < 1000; i++) {
        Draws.normal(key.fold(i).fold("exact"), z, 0, z.length);
        Place from =
            Place.at(Point.at(p, target.draw(z)), kernel.tuning().metric(), key.fold(i).fold("p"));
        Place to = kernel.orbit(key).stepped(from, 0.9);
        if (to == null) {
          refused++;
          continue;
        }
        made++;
        Place back = Objects.requireNonNull(kernel.orbit(key).stepped(to, -0.9));
        double size = 1 + Math.hypot(from.position[0], from.position[1]);
        assertEquals(from.position[0], back.position[0], 1e-7 * size);
        assertEquals(from.position[1], back.position[1], 1e-7 * size);
        assertEquals(from.energy, back.energy, 1e-7 * (1 + Math.abs(from.energy)));
      }
    }
    assertTrue(made > 2500 && refused > 100, made + " and " + refused);
  }

  /** In one dimension, next to a jump, from the wrong end: the moments of an exponential. */
  @Example
  void overAnEdge() {
    Potential exponential = new Targets.Exponential();
    for (Tunable kernel :
        List.of(
            Kernel.langevin(exponential),
            Kernel.barker(exponential),
            Kernel.slice(exponential),
            new Walnuts(exponential, Tuning.unit(1), new Walnuts.Limits(5, 3, 0.5)))) {
      Point at = kernel.init(new double[] {9});
      double sum = 0;
      double below = 0;
      int n = 10_000;
      for (int i = 0; i < n; i++) {
        at = kernel.step(Key.of(1).fold(i), at).state();
        sum += at.coordinate(0);
        below += at.coordinate(0) < Math.log(2) ? 1 : 0;
      }
      assertEquals(1, sum / n, 0.1, kernel.identity());
      assertEquals(0.5, below / n, 0.04, kernel.identity());
    }
  }

  /** The product of the targets of all walkers: draws of all, moved by one step. */
  @Example
  void walkersLeaveTheProductInvariant() {
    for (Exact target : Exact.fixed()) {
      Kernel<List<Point>, Double> kernel = Stretch.of(8).on(target.potential());
      Key key = Key.of(7).fold(target.toString());
      double[] z = new double[Exact.NORMALS];
      double[] sum = new double[target.centred(0, 0).length];
      double[] squares = sum.clone();
      for (int i = 0; i < 2500; i++) {
        List<Point> walkers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
          Draws.normal(key.fold(i).fold(w).fold("exact"), z, 0, z.length);
          walkers.add(Point.at(target.potential(), target.draw(z)));
        }
        List<Point> moved = kernel.step(key.fold(i).fold("step"), walkers).state();
        double[] total = new double[sum.length];
        for (Point walker : moved) {
          double[] moments = target.centred(walker.coordinate(0), walker.coordinate(1));
          for (int k = 0; k < total.length; k++) {
            total[k] += moments[k];
          }
        }
        for (int k = 0; k < total.length; k++) {
          sum[k] += total[k];
          squares[k] += total[k] * total[k];
        }
      }
      for (int k = 0; k < sum.length; k++) {
        double score = sum[k] / Math.sqrt(squares[k]);
        assertTrue(Math.abs(score) < BOUND, target + ", moment " + k + ": z = " + score);
      }
    }
  }
}
