package dev.merapi.infer.chain;

import dev.merapi.infer.adapt.Adaptation;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.tensor.Key;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One chain on its way: the loop that folds transitions into a {@link Chain}. */
public final class ChainRun {
  private static final long START = 0;
  private static final long TUNE = 1;
  private static final long ITERATE = 2;
  private static final long STEP = 0;
  private static final long ADAPT = 1;

  private final RunPlan plan;
  private Tunable kernel;
  private final Progress progress;
  private final Supplier<ChainState> first;

  private ChainRun(RunPlan plan, Tunable kernel, Progress progress, Supplier<ChainState> first) {
    this.plan = plan;
    this.kernel = kernel;
    this.progress = progress;
    this.first = first;
  }

  /** A new chain; its start is looked for when it runs, on its own thread. */
  public static ChainRun starting(
      RunPlan plan, Potential potential, int chain, Key key, Start start, Progress progress) {
    Tunable kernel = plan.kernel().apply(potential);
    return new ChainRun(
        plan,
        kernel,
        progress,
        () -> {
          Point point = start.of(potential, chain, key.fold(START));
          Adaptation adaptation = plan.warmUp().begin(kernel, key.fold(TUNE), point);
          return new ChainState(chain, key.fold(ITERATE), 0, point, adaptation);
        });
  }

  /** A chain that goes on from {@code state}. */
  public static ChainRun resuming(
      RunPlan plan, Potential potential, ChainState state, Progress progress) {
    return new ChainRun(plan, plan.kernel().apply(potential), progress, () -> state);
  }

  /** Runs until all draws are made or {@code stop} says so. */
  Chain run(BooleanSupplier stop) {
    WarmUp warmUp = plan.warmUp();
    ChainState state = first.get();
    int before = state.iteration();
    int warmUpLeft = Math.max(0, warmUp.iterations() - state.adaptation().iteration());
    int total = warmUpLeft + plan.draws() * plan.thinning();
    double[][] draws = new double[plan.draws()][];
    List<DrawStats> stats = new ArrayList<>(plan.draws());
    List<DivergentDraw> divergences = new ArrayList<>();
    long warmUpLeapfrogs = 0;
    int warmUpDivergences = 0;
    while (state.iteration() - before < total && !stop.getAsBoolean()) {
      boolean warmingUp = !warmUp.isDone(state.adaptation());
      double stepSize = state.adaptation().tuning().stepSize();
      Transition<ChainState, McmcInfo> transition = advance(state);
      McmcInfo info = transition.info();
      state = transition.state();
      int done = state.iteration() - before;
      if (warmingUp) {
        warmUpLeapfrogs += info.leapfrogs();
        warmUpDivergences += info.divergent() ? 1 : 0;
      } else {
        if (info.divergence() != null) {
          divergences.add(new DivergentDraw(stats.size(), info.divergence()));
        }
        if ((done - warmUpLeft) % plan.thinning() == 0) {
          draws[stats.size()] = state.point().position();
          stats.add(stats(state.point(), info, stepSize));
        }
      }
      progress.update(
          new ChainProgress(
              state.chain(),
              warmingUp,
              done,
              total,
              state.adaptation().tuning().stepSize(),
              divergences.size()));
    }
    int done = state.iteration() - before;
    return new Chain(
        Arrays.copyOf(draws, stats.size()),
        stats,
        Vector.ofAll(divergences),
        new WarmUpInfo(
            Math.min(done, warmUpLeft),
            warmUpLeapfrogs,
            warmUpDivergences,
            state.adaptation().tuning()),
        state,
        done == total);
  }

  /** One iteration: a transition, and what warm-up learns from it. */
  private Transition<ChainState, McmcInfo> advance(ChainState state) {
    Adaptation adaptation = state.adaptation();
    Key key = state.key().fold(state.iteration());
    kernel = kernel.tuned(adaptation.tuning());
    Transition<Point, McmcInfo> transition = kernel.step(key.fold(STEP), state.point());
    Adaptation adapted =
        plan.warmUp().isDone(adaptation)
            ? adaptation
            : plan
                .warmUp()
                .next(adaptation, kernel, key.fold(ADAPT), transition.state(), transition.info());
    return new Transition<>(
        new ChainState(
            state.chain(), state.key(), state.iteration() + 1, transition.state(), adapted),
        transition.info());
  }

  private static DrawStats stats(Point point, McmcInfo info, double stepSize) {
    return new DrawStats(
        point.logDensity(),
        info.energy(),
        info.acceptance(),
        info.depth(),
        info.leapfrogs(),
        stepSize,
        info.divergent());
  }
}
