package dev.merapi.laws.verify;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.divergence.GoodnessOfFit;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The exact rank test of a reversible kernel on joint draws: from the true position the kernel runs
 * k steps one way and L − k the other, for k uniform on 0 … L; then the rank of the truth among the
 * L + 1 positions, by any number, is uniform on 0 … L, however slowly the kernel moves. Source:
 * Gandy and Scott, "Unit testing for MCMC and other Monte Carlo methods" (2021).
 */
final class RankCheck {
  private static final int STEPS = 9;

  private RankCheck() {}

  static Outcome run(
      Subject subject, Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel, Key key) {
    Optional<String> obstacle = Simulation.obstacleToMoves(subject);
    if (obstacle.isPresent()) {
      return new Outcome.Idle(obstacle.get());
    }
    int labels = Label.of(subject.density().coordinates()).size();
    return Staged.run(
        labels + " coordinates and the log density, " + STEPS + " steps",
        experiment(subject, kernel, key),
        subject,
        key);
  }

  static Staged.Experiment experiment(
      Subject subject, Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel, Key key) {
    Function<Potential, ? extends PointKernel<?, ?>> used =
        kernel.isPresent() ? kernel.get() : tuned(subject, key.fold("tuning"));
    List<Label> labels = Label.of(subject.density().coordinates());
    return (draws, at) -> findings(subject, labels, used, draws, at);
  }

  /** The No-U-Turn sampler, tuned on the first of some draws. */
  static Function<Potential, Nuts> tuned(Subject subject, Key key) {
    Draw draw = subject.stage(-1).getFirst();
    Tuning tuning =
        Sampler.stan()
            .warmUp(150)
            .draws(1)
            .chains(1)
            .threads(1)
            .run(
                subject.potential(draw.data()),
                key,
                Start.at(subject.position(draw)),
                Progress.NONE)
            .chains()
            .getFirst()
            .warmUp()
            .tuning()
            .orElseThrow();
    return potential -> new Nuts(potential, tuning, NutsLimits.STANDARD);
  }

  private static List<Staged.Finding> findings(
      Subject subject,
      List<Label> labels,
      Function<Potential, ? extends PointKernel<?, ?>> kernel,
      List<Draw> draws,
      Key key) {
    int n = draws.size();
    double[][] counts = new double[labels.size() + 1][STEPS + 1];
    for (int i = 0; i < n; i++) {
      Potential potential = subject.potential(draws.get(i).data());
      Point truth = Point.at(potential, subject.position(draws.get(i)));
      rank(kernel.apply(potential), potential, truth, labels, key.fold(i), counts);
    }
    List<Staged.Finding> found = new ArrayList<>();
    for (int q = 0; q <= labels.size(); q++) {
      String name = q < labels.size() ? "'" + labels.get(q).name() + "'" : "the log density";
      Tensor even = Tensor.full(Shape.of(STEPS + 1), 1.0 / (STEPS + 1));
      double p = GoodnessOfFit.pearson(Tensor.of(counts[q]), even);
      double mean = 0;
      for (int r = 0; r <= STEPS; r++) {
        mean += r * counts[q][r] / n;
      }
      double variance = ((STEPS + 1.0) * (STEPS + 1) - 1) / 12;
      double shift = (mean - STEPS / 2.0) / Math.sqrt(variance / n);
      String sentence =
          "The ranks of %s among %d steps of the kernel are not uniform: %s. The kernel moves to another distribution than that which made the draws."
              .formatted(name, STEPS, whole(counts[q]));
      found.add(
          new Staged.Finding(
              "mean " + name, Mean.twoSided(shift), (int) Math.signum(shift), sentence));
      found.add(new Staged.Finding("all " + name, p, 0, sentence));
    }
    return found;
  }

  private static String whole(double[] counts) {
    return Arrays.toString(Arrays.stream(counts).mapToLong(Math::round).toArray());
  }

  private static <S, I> void rank(
      PointKernel<S, I> kernel,
      Potential potential,
      Point truth,
      List<Label> labels,
      Key key,
      double[][] counts) {
    double[] u =
        Distributions.uniform(0, 1).expand(Shape.of(labels.size() + 2)).sample(key).toArray();
    int before = Math.min(STEPS, (int) (u[0] * (STEPS + 1)));
    List<Point> others = new ArrayList<>();
    walk(kernel, potential, truth, before, key.fold("back"), others);
    walk(kernel, potential, truth, STEPS - before, key.fold("on"), others);
    for (int q = 0; q <= labels.size(); q++) {
      int below = 0;
      int ties = 0;
      for (Point other : others) {
        double difference =
            q < labels.size()
                ? other.coordinate(labels.get(q).index()) - truth.coordinate(labels.get(q).index())
                : other.logDensity() - truth.logDensity();
        below += difference < 0 ? 1 : 0;
        ties += difference == 0 ? 1 : 0;
      }
      counts[q][below + (int) (u[q + 1] * (ties + 1))]++;
    }
  }

  private static <S, I> void walk(
      PointKernel<S, I> kernel,
      Potential potential,
      Point from,
      int steps,
      Key key,
      List<Point> into) {
    S state = kernel.begin(key.fold("begin"), from);
    for (int i = 0; i < steps; i++) {
      state = kernel.step(key.fold(i), state).state();
      into.add(state instanceof Point point ? point : Point.at(potential, kernel.position(state)));
    }
  }
}
