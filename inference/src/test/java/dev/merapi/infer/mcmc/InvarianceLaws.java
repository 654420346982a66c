package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * If q ~ π then q′ ~ π: exact draws of the target, moved by one transition each, keep their
 * moments.
 *
 * <p>The draws are independent, so each sample mean lies within a few standard errors of its known
 * value; the keys are fixed.
 */
final class InvarianceLaws {
  private static final int DRAWS = 40_000;
  private static final double BOUND = 4.5;

  /** A target of two coordinates that can be drawn from exactly, with the moments it must keep. */
  @SuppressWarnings("ImmutableEnumChecker") // the potentials have no state
  enum Exact {
    NORMAL(new Targets.Normals(1, 3)) {
      @Override
      double[] draw(double z1, double z2) {
        return new double[] {z1, 3 * z2};
      }

      @Override
      double[] centredMoments(double x, double y) {
        return new double[] {
          x, y, x * x - 1, y * y - 9, x * y, Math.pow(x, 4) - 3, Math.cos(x) - Math.exp(-0.5)
        };
      }
    },
    CORRELATED(new Targets.Correlated(0.9)) {
      @Override
      double[] draw(double z1, double z2) {
        return new double[] {z1, 0.9 * z1 + Math.sqrt(1 - 0.81) * z2};
      }

      @Override
      double[] centredMoments(double x, double y) {
        return new double[] {x, y, x * x - 1, y * y - 1, x * y - 0.9, Math.pow(y, 4) - 3};
      }
    },
    BANANA(new Targets.Banana()) {
      @Override
      double[] draw(double z1, double z2) {
        return new double[] {z1, z1 * z1 + z2};
      }

      @Override
      double[] centredMoments(double x, double y) {
        return new double[] {x, y - 1, x * x - 1, y * y - 4, x * y, x * x * y - 3};
      }
    };

    final Potential potential;

    Exact(Potential potential) {
      this.potential = potential;
    }

    abstract double[] draw(double z1, double z2);

    abstract double[] centredMoments(double x, double y);
  }

  @Provide
  Arbitrary<Exact> targets() {
    return Arbitraries.of(Exact.class);
  }

  @Property
  void nutsLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> new Nuts(p, tuning(0.6), NutsLimits.STANDARD), 1);
  }

  /** The metric that warm-up learns. */
  @Property
  void nutsInAMetricOfLowRankLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    double[] scale = {1, 1.5};
    double[][] two = {{0.8, 0.6}, {-0.6, 0.8}};
    Metric metric = Metric.lowRank(scale, two, new double[] {3, 0.4});
    check(target, p -> new Nuts(p, new Tuning(0.6, metric), NutsLimits.STANDARD), 5);
  }

  @Property
  void nutsInADiagonalMetricLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> new Nuts(p, new Tuning(0.5, Metric.diagonal(1, 4)), NutsLimits.STANDARD), 6);
  }

  /** Long steps, so that weights within a trajectory differ much. */
  @Property
  void nutsWithLongStepsLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> new Nuts(p, tuning(1.3), new NutsLimits(3, 50)), 2);
  }

  @Property
  void hmcLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> new Hmc(p, tuning(0.4), 1.6), 3);
  }

  @Property
  void randomWalkLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> new RandomWalkMetropolis(p, tuning(1.5)), 4);
  }

  @Property
  void langevinLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> Kernel.langevin(p).tuned(tuning(0.9)), 7);
  }

  @Property
  void barkerLeavesItsTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> Kernel.barker(p).tuned(tuning(1.1)), 8);
    check(target, p -> Kernel.barker(p).tuned(new Tuning(1.1, Metric.diagonal(1, 4))), 9);
  }

  @Property
  void slicesLeaveTheirTargetInvariant(@ForAll("targets") Exact target) {
    check(target, p -> Kernel.slice(p).tuned(tuning(1.1)), 10);
    check(target, Kernel::ellipticalSlice, 11);
  }

  /** In one dimension, next to a jump, from the wrong end: the moments of an exponential. */
  @Example
  void overAnEdge() {
    Potential exponential =
        new Potential() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double logDensityAndGradient(double[] position, double[] gradient) {
            gradient[0] = -1;
            return position[0] < 0 ? Double.NEGATIVE_INFINITY : -position[0];
          }

          @Override
          public Potential fork() {
            return this;
          }
        };
    for (Tunable kernel :
        List.of(
            Kernel.langevin(exponential), Kernel.barker(exponential), Kernel.slice(exponential))) {
      Point at = kernel.init(new double[] {9});
      double sum = 0;
      double below = 0;
      int n = 20_000;
      for (int i = 0; i < n; i++) {
        at = kernel.step(Key.of(1).fold(i), at).state();
        sum += at.coordinate(0);
        below += at.coordinate(0) < Math.log(2) ? 1 : 0;
      }
      assertEquals(1, sum / n, 0.1, kernel.identity());
      assertEquals(0.5, below / n, 0.03, kernel.identity());
    }
  }

  private static Tuning tuning(double stepSize) {
    return new Tuning(stepSize, Metric.dense(new double[][] {{1, 0.3}, {0.3, 2}}));
  }

  private static void check(Exact target, Function<Potential, Tunable> kernel, long seed) {
    Tunable tuned = kernel.apply(target.potential);
    Key key = Key.of(seed);
    double[] z = new double[2];
    double[] sum = new double[target.centredMoments(0, 0).length];
    double[] squares = sum.clone();
    for (int i = 0; i < DRAWS; i++) {
      Draws.normal(key.fold(i).fold("exact"), z, 0, 2);
      Point from = tuned.init(target.draw(z[0], z[1]));
      Point to = tuned.step(key.fold(i).fold("step"), from).state();
      double[] moments = target.centredMoments(to.coordinate(0), to.coordinate(1));
      for (int k = 0; k < sum.length; k++) {
        sum[k] += moments[k];
        squares[k] += moments[k] * moments[k];
      }
    }
    for (int k = 0; k < sum.length; k++) {
      double score = sum[k] / Math.sqrt(squares[k]);
      assertTrue(Math.abs(score) < BOUND, target + ", moment " + k + ": z = " + score);
    }
  }
}
