package dev.merapi.laws.verify;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Geweke's joint test of a kernel: from a joint draw (θ, y) the kernel moves θ given y, then data
 * are drawn anew given θ, some rounds long; the end is a joint draw again. Ends are compared with
 * fresh draws, by the ranks of one sample among both (Mann and Whitney 1947): of each number, of
 * its distance from the middle, and of the joint log density. The kernel need not be reversible.
 * Source: Geweke, "Getting it right: joint distribution tests of posterior simulators" (2004).
 */
final class GewekeCheck {
  private static final int ROUNDS = 4;
  private static final int STEPS = 2;

  private GewekeCheck() {}

  static Outcome run(
      Subject subject, Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel, Key key) {
    Optional<String> obstacle = Simulation.obstacleToMoves(subject);
    if (obstacle.isPresent()) {
      return new Outcome.Idle(obstacle.get());
    }
    return Staged.run(
        ROUNDS + " rounds of " + STEPS + " steps and new data",
        experiment(subject, kernel, key),
        subject,
        key);
  }

  static Staged.Experiment experiment(
      Subject subject, Optional<Function<Potential, ? extends PointKernel<?, ?>>> kernel, Key key) {
    Function<Potential, ? extends PointKernel<?, ?>> used =
        kernel.isPresent() ? kernel.get() : RankCheck.tuned(subject, key.fold("tuning"));
    List<Label> labels = Label.of(subject.density().coordinates());
    return (draws, at) -> {
      List<Draw> moved = draws;
      for (int round = 0; round < ROUNDS; round++) {
        moved = round(subject, used, moved, at.fold(round));
      }
      List<Draw> fresh = Simulation.draws(subject, at.fold("fresh"), draws.size());
      return findings(labels, numbers(subject, labels, moved), numbers(subject, labels, fresh));
    };
  }

  private static List<Draw> round(
      Subject subject,
      Function<Potential, ? extends PointKernel<?, ?>> kernel,
      List<Draw> draws,
      Key key) {
    List<Map<String, Tensor>> values = new ArrayList<>();
    for (int i = 0; i < draws.size(); i++) {
      Potential potential = subject.potential(draws.get(i).data());
      Point from = Point.at(potential, subject.position(draws.get(i)));
      values.add(subject.values(end(kernel.apply(potential), from, key.fold(i))));
    }
    return Simulation.again(subject, values, key.fold("data"));
  }

  private static <S, I> double[] end(PointKernel<S, I> kernel, Point from, Key key) {
    S state = kernel.begin(key.fold("begin"), from);
    for (int i = 0; i < STEPS; i++) {
      state = kernel.step(key.fold(i), state).state();
    }
    return kernel.position(state);
  }

  /** By number, the log density last, then by draw. */
  private static double[][] numbers(Subject subject, List<Label> labels, List<Draw> draws) {
    double[][] numbers = new double[labels.size() + 1][draws.size()];
    for (int i = 0; i < draws.size(); i++) {
      double[] x = subject.position(draws.get(i));
      for (int q = 0; q < labels.size(); q++) {
        numbers[q][i] = x[labels.get(q).index()];
      }
      numbers[labels.size()][i] =
          subject.potential(draws.get(i).data()).logDensityAndGradient(x, new double[x.length]);
    }
    return numbers;
  }

  private static List<Staged.Finding> findings(
      List<Label> labels, double[][] moved, double[][] fresh) {
    List<Staged.Finding> found = new ArrayList<>();
    for (int q = 0; q <= labels.size(); q++) {
      String name = q < labels.size() ? "'" + labels.get(q).name() + "'" : "the log density";
      double[] both = Arrays.copyOf(moved[q], 2 * moved[q].length);
      System.arraycopy(fresh[q], 0, both, moved[q].length, fresh[q].length);
      double[] sorted = both.clone();
      Arrays.sort(sorted);
      double middle = sorted[sorted.length / 2];
      double[] far = Arrays.stream(both).map(x -> Math.abs(x - middle)).toArray();
      found.add(finding("place of ", name, both, "larger", "smaller"));
      found.add(finding("spread of ", name, far, "farther from the middle", "nearer to it"));
    }
    return found;
  }

  private static Staged.Finding finding(
      String what, String name, double[] both, String more, String less) {
    double z = mannWhitney(both);
    return new Staged.Finding(
        what + name,
        Mean.twoSided(z),
        (int) Math.signum(z),
        "After %d rounds of kernel and new data %s is %s than in joint draws (%.1f standard errors). The kernel moves to another distribution than that which made the draws."
            .formatted(ROUNDS, name, z > 0 ? more : less, Math.abs(z)));
  }

  /** The ranks of the first half among all, against their mean, in standard errors. */
  private static double mannWhitney(double[] both) {
    int n = both.length / 2;
    Integer[] order = new Integer[2 * n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(both[a], both[b]));
    double sum = 0;
    for (int r = 0; r < 2 * n; r++) {
      sum += order[r] < n ? r + 1 : 0;
    }
    double mean = n * (2.0 * n + 1) / 2;
    return (sum - mean) / Math.sqrt(n * (double) n * (2.0 * n + 1) / 12);
  }
}
