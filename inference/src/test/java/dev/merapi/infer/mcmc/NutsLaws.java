package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class NutsLaws {
  @Provide
  Arbitrary<Potential> targets() {
    return Arbitraries.of(
        new Targets.Normals(1.0),
        new Targets.Normals(1.0, 0.1, 3.0),
        new Targets.Correlated(0.9),
        new Targets.Banana(),
        new Targets.Well(2, 1.5),
        new Targets.EightSchools());
  }

  private static double[] start(Potential potential, Key key) {
    double[] q = new double[potential.dimension()];
    Draws.uniform(key, q, 0, q.length);
    return q;
  }

  private static Metric metric(Potential potential, boolean unit) {
    int n = potential.dimension();
    double[][] inverseMass = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverseMass[i][i] = 1 + 0.1 * i;
      inverseMass[i][n - 1 - i] += 0.2;
    }
    return unit ? Metric.unit(n) : Metric.dense(inverseMass);
  }

  /**
   * The iterative sampler is the recursive one: same tree, same choice, same report, bit for bit.
   */
  @Property(tries = 400)
  void equalsItsRecursiveTwin(
      @ForAll("targets") Potential target,
      @ForAll long seed,
      @ForAll boolean unit,
      @ForAll @DoubleRange(min = 0.02, max = 2.5) double stepSize,
      @ForAll @IntRange(min = 1, max = 7) int maxDepth) {
    Tuning tuning = new Tuning(stepSize, metric(target, unit));
    NutsLimits limits = new NutsLimits(maxDepth, 20);
    Nuts nuts = new Nuts(target, tuning, limits);
    NutsRecursive oracle = new NutsRecursive(target, tuning, limits);
    Key key = Key.of(seed);
    Point point = nuts.init(start(target, key.fold("start")));
    for (int i = 0; i < 5; i++) {
      Transition<Point, McmcInfo> transition = nuts.step(key.fold(i), point);
      assertEquals(oracle.step(key.fold(i), point), transition);
      point = transition.state();
    }
  }

  /** A step depends on key and state alone, not on what the workspace was used for before. */
  @Property(tries = 100)
  void isPure(@ForAll("targets") Potential target, @ForAll long seed, @ForAll long other) {
    Nuts nuts = new Nuts(target).tuned(new Tuning(0.3, Metric.unit(target.dimension())));
    Point point = nuts.init(start(target, Key.of(seed)));
    Transition<Point, McmcInfo> first = nuts.step(Key.of(seed), point);
    nuts.step(Key.of(other), first.state());
    assertEquals(first, nuts.step(Key.of(seed), point));
  }

  /** Leapfrogs fill the tree: at depth d there were at least 2ᵈ − 1, and fewer than 2ᵈ⁺¹. */
  @Property(tries = 200)
  void depthCountsDoublings(
      @ForAll("targets") Potential target,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 1) double stepSize) {
    Nuts nuts = new Nuts(target).tuned(new Tuning(stepSize, Metric.unit(target.dimension())));
    McmcInfo info = nuts.step(Key.of(seed), nuts.init(start(target, Key.of(seed)))).info();
    assertTrue(info.leapfrogs() >= (1 << info.depth()) - 1, info.toString());
    assertTrue(info.leapfrogs() < 2 << info.depth(), info.toString());
    assertTrue(info.acceptance() >= 0 && info.acceptance() <= 1, info.toString());
  }

  /** A step far too long diverges at once, and says where from and where to. */
  @Example
  void reportsWhereItDiverged() {
    Nuts nuts = new Nuts(new Targets.Normals(0.01)).tuned(new Tuning(1, Metric.unit(1)));
    Point point = nuts.init(new double[] {0.02});
    Transition<Point, McmcInfo> transition = nuts.step(Key.of(1), point);
    Divergence divergence = transition.info().divergence();
    assertTrue(divergence != null && divergence.energyError() > 1000, transition.toString());
    assertEquals(0.02, divergence.from()[0]);
    assertEquals(point, transition.state());
    assertEquals(1, transition.info().leapfrogs());
    assertEquals(0, transition.info().depth());
  }

  /** A tiny step never turns: the tree saturates at its largest depth. */
  @Example
  void stopsAtTheLargestDepth() {
    NutsLimits limits = new NutsLimits(6, 1000);
    Nuts nuts = new Nuts(new Targets.Normals(1.0), new Tuning(1e-4, Metric.unit(1)), limits);
    McmcInfo info = nuts.step(Key.of(2), nuts.init(new double[] {1})).info();
    assertEquals(6, info.depth());
    assertEquals(63, info.leapfrogs());
    assertEquals(1, info.acceptance(), 1e-6);
  }
}
