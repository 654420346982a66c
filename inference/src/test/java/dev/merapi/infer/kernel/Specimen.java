package dev.merapi.infer.kernel;

import dev.merapi.infer.mcmc.Hmc;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import java.util.List;
import java.util.function.Function;

/**
 * A kernel of points in two coordinates, with settings that make it refuse, turn and halve often.
 *
 * @param name what it is called in a report
 * @param kernel the kernel of a target
 * @param acceptance what warm-up steers it towards
 */
record Specimen(String name, Function<Potential, Kernel<Point, ?>> kernel, double acceptance) {
  private static final Metric DENSE = Metric.dense(new double[][] {{1, 0.3}, {0.3, 2}});
  private static final Metric LOW_RANK =
      Metric.lowRank(
          new double[] {1, 1.5}, new double[][] {{0.8, 0.6}, {-0.6, 0.8}}, new double[] {3, 0.4});
  private static final Metric DIAGONAL = Metric.diagonal(1, 4);

  static List<Specimen> all() {
    return List.of(
        of("nuts", p -> new Nuts(p, new Tuning(0.6, DENSE), NutsLimits.STANDARD)),
        of("nuts, low rank", p -> new Nuts(p, new Tuning(0.6, LOW_RANK), NutsLimits.STANDARD)),
        of("nuts, diagonal", p -> new Nuts(p, new Tuning(0.5, DIAGONAL), NutsLimits.STANDARD)),
        of("nuts, long steps", p -> new Nuts(p, new Tuning(1.3, DENSE), new NutsLimits(3, 50))),
        of("hmc", p -> new Hmc(p, new Tuning(0.4, DENSE), 1.6)),
        tuned("random walk", 0.3, 1.5, RandomWalkMetropolis::new),
        tuned("langevin", 0.57, 0.9, Kernel::langevin),
        tuned("barker", 0.4, 1.1, Kernel::barker),
        new Specimen(
            "barker, diagonal", p -> Kernel.barker(p).tuned(new Tuning(1.1, DIAGONAL)), 0.4),
        tuned("slice", 0.3, 1.1, Kernel::slice),
        of("elliptical slice", Kernel::ellipticalSlice),
        of("walnuts", p -> walnuts(p, 0.9, DENSE, 0.3)),
        of("walnuts, low rank", p -> walnuts(p, 1.3, LOW_RANK, 0.1)),
        of(
            "walnuts, one doubling",
            p -> new Walnuts(p, Tuning.unit(2).withStepSize(1.2), new Walnuts.Limits(1, 3, 0.05))),
        tuned("microcanonical", 0.8, 0.8, Microcanonical::adjusted),
        of(
            "microcanonical, low rank",
            p -> Microcanonical.adjusted(p).length(3).tuned(new Tuning(1.2, LOW_RANK))),
        of("cycle of blocks", Specimen::blocks),
        of(
            "mixture, repeated",
            p -> Kernel.mix(List.of(0.3, 0.7), List.of(Kernel.slice(p), blocks(p))).repeat(2)));
  }

  private static Specimen of(String name, Function<Potential, Kernel<Point, ?>> kernel) {
    return new Specimen(name, kernel, 0.8);
  }

  private static Specimen tuned(
      String name,
      double acceptance,
      double stepSize,
      Function<Potential, ? extends Tunable> kernel) {
    return new Specimen(name, p -> kernel.apply(p).tuned(new Tuning(stepSize, DENSE)), acceptance);
  }

  private static Walnuts walnuts(Potential p, double stepSize, Metric metric, double tolerance) {
    return new Walnuts(p, new Tuning(stepSize, metric), new Walnuts.Limits(5, 3, tolerance));
  }

  private static Kernel<Point, ?> blocks(Potential p) {
    return Kernel.cycle(
        Kernel.on(p, new int[] {0}, RandomWalkMetropolis::new),
        Kernel.on(p, new int[] {1}, Kernel::barker));
  }

  @Override
  public String toString() {
    return name;
  }
}
