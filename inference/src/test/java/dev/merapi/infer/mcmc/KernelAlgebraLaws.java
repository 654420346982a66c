package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.List;
import net.jqwik.api.Example;

/** What is composed of kernels that leave a target invariant leaves it invariant. */
final class KernelAlgebraLaws {
  private static final int DRAWS = 15_000;

  private static Tunable walk(Potential potential) {
    return new RandomWalkMetropolis(potential, new Tuning(1.5, unit(potential)));
  }

  private static Metric unit(Potential potential) {
    return Tuning.unit(potential.dimension()).metric();
  }

  private static Tunable nuts(Potential potential) {
    return new Nuts(potential, new Tuning(0.7, unit(potential)), NutsLimits.STANDARD);
  }

  @Example
  void compositionsLeaveTheirTargetInvariant() {
    for (Exact target : Exact.fixed()) {
      Potential p = target.potential();
      PointKernel<Point, McmcInfo> first = Kernel.on(p, new int[] {0}, KernelAlgebraLaws::walk);
      PointKernel<Point, McmcInfo> second =
          Kernel.on(p.fork(), new int[] {1}, KernelAlgebraLaws::nuts);
      Kernel<Point, ?> gibbs = Kernel.cycle(first, second);
      Kernel<Point, ?> mixture = Kernel.mix(List.of(0.3, 0.7), List.of(walk(p), gibbs));
      check(target, gibbs, 1);
      check(target, mixture, 2);
      check(target, mixture.repeat(3), 3);
    }
  }

  private static void check(Exact target, Kernel<Point, ?> kernel, long seed) {
    double[] scores = target.scores(kernel, Key.of(seed), DRAWS);
    for (int k = 0; k < scores.length; k++) {
      double score = scores[k];
      assertTrue(Math.abs(score) < 4.5, target + ", moment " + k + ": z = " + score);
    }
  }

  /** A block moves, and the rest stays, to the bit. */
  @Example
  void aBlockLeavesTheOthersWhereTheyAre() {
    Potential p = Exact.banana().potential();
    Point from = Point.at(p, new double[] {0.3, -0.2});
    Point to = Kernel.on(p, new int[] {1}, KernelAlgebraLaws::nuts).step(Key.of(1), from).state();
    assertEquals(from.coordinate(0), to.coordinate(0));
    assertTrue(from.coordinate(1) != to.coordinate(1));
    assertEquals(to, Point.at(p, to.position()));
  }

  /** The parts of a cycle run under keys of their own, and their columns do not clash. */
  @Example
  void reportsOfTheParts() {
    Potential p = new Targets.Normals(1, 3);
    Kernel<Point, List<Object>> cycle = Kernel.cycle(walk(p), nuts(p));
    Point from = Point.at(p, new double[] {0.3, -0.2});
    Transition<Point, List<Object>> moved = cycle.step(Key.of(1), from);
    Point half = walk(p).step(Key.of(1).fold(0), from).state();
    assertEquals(nuts(p).step(Key.of(1).fold(1), half).state(), moved.state());
    List<String> names = cycle.columns().stream().map(Column::name).toList();
    assertEquals(names.size(), names.stream().distinct().count());
    assertEquals(
        moved.state().logDensity(),
        cycle
            .columns()
            .get(names.indexOf("lp_2"))
            .value()
            .applyAsDouble(moved.state(), moved.info()));
  }

  @Example
  void whatCannotBeComposed() {
    Potential p = new Targets.Normals(1, 3);
    assertThrows(ArgumentException.class, () -> Kernel.<Point>cycle());
    assertThrows(ArgumentException.class, () -> walk(p).repeat(0));
    assertThrows(
        ArgumentException.class, () -> Kernel.mix(List.of(0.5), List.of(walk(p), walk(p))));
    assertThrows(
        ArgumentException.class, () -> Kernel.mix(List.of(0.0, 0.0), List.of(walk(p), walk(p))));
  }
}
