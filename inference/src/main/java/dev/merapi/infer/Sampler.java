package dev.merapi.infer;

import dev.merapi.infer.adapt.MetricShape;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Fingerprint;
import dev.merapi.infer.chain.Found;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Runner;
import dev.merapi.infer.chain.Saving;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.chain.Walk;
import dev.merapi.infer.mcmc.Hmc;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What to run: a kernel, its warm-up, and how many draws, chains and threads.
 *
 * <p>The draws depend on the key, the potential and all settings but {@code threads} and {@code
 * lanes}.
 *
 * @param kernel makes the kernel of a chain from a potential that the chain owns, and the warm-up
 * @param warmUp how the kernel is tuned, if it can be
 * @param start where chains begin, unless a run is told otherwise
 * @param draws the draws kept of each chain
 * @param thinning the iterations made for each draw kept, at least 1
 * @param chains the number of chains
 * @param threads how many threads are at work, at most: as many chains run at a time, and where
 *     there are two threads or more for each chain, they share the rows of its large plates
 * @param lanes how many chains of one thread have their gradients computed in one pass, at most
 * @param until when it may go on no longer, if it may go on after its draws
 * @param remedies whether a model is put into a better form first, and sampled again where its
 *     draws say that steps were too long
 */
public record Sampler(
    BiFunction<Potential, WarmUp, ? extends PointKernel<?, ?>> kernel,
    WarmUp warmUp,
    Start start,
    int draws,
    int thinning,
    int chains,
    int threads,
    int lanes,
    Optional<Until> until,
    boolean remedies) {
  /** More chains than this gain nothing from company. */
  private static final int MOST_LANES = 8;

  private static final long START = 0;
  private static final long TUNE = 1;

  /** Refuses settings out of range. */
  public Sampler {
    requireAtLeast("draws", draws, 0);
    requireAtLeast("thinning", thinning, 1);
    requireAtLeast("chains", chains, 1);
    requireAtLeast("threads", threads, 1);
    requireAtLeast("lanes", lanes, 1);
  }

  /**
   * The No-U-Turn sampler as Stan runs it: 4 chains of 1000 warm-up iterations and 1000 draws from
   * uniform starts, and a diagonal metric.
   */
  public static Sampler stan() {
    return of(Nuts::new, WarmUp.STAN);
  }

  /**
   * The No-U-Turn sampler: 4 chains of 1000 draws, behind a warm-up of 200 to 1000 iterations that
   * ends by itself, learns a metric of low rank from draws and gradients, and begins at the best of
   * eight starts that have climbed.
   */
  public static Sampler nuts() {
    return nuts(NutsLimits.STANDARD);
  }

  /** The No-U-Turn sampler with other limits. */
  public static Sampler nuts(NutsLimits limits) {
    return of(p -> new Nuts(p, Tuning.unit(p.dimension()), limits), WarmUp.ADAPTIVE)
        .start(Start.climbed(8, 40));
  }

  /**
   * {@link #nuts()} that applies the remedies of its own verdict, to a model: a short run measures
   * how far each site with a location and a scale is to be centred, and where draws of the run
   * after it diverge or are refused, they are drawn again with a target acceptance of 0.95, then of
   * 0.99. The posterior has the sites of the program, and {@link Posterior#remedies()} says what
   * was done.
   *
   * <p>Runs that are saved are not drawn again, and runs on a potential are those of {@link
   * #nuts()}.
   */
  public static Sampler automatic() {
    return nuts().remedying(true);
  }

  Sampler remedying(boolean newRemedies) {
    return new Sampler(
        kernel, warmUp, start, draws, thinning, chains, threads, lanes, until, newRemedies);
  }

  /**
   * {@link #nuts()} that begins its warm-up with a metric: of a fit, a Pathfinder, a run before.
   */
  public static Sampler nuts(Metric first) {
    return of(p -> new Nuts(p, new Tuning(1, first), NutsLimits.STANDARD), WarmUp.ADAPTIVE)
        .start(Start.climbed(8, 40));
  }

  /** Hamiltonian Monte Carlo with trajectories of a fixed length. */
  public static Sampler hmc(double length) {
    return of(p -> new Hmc(p, Tuning.unit(p.dimension()), length), WarmUp.STAN);
  }

  /** Random-walk Metropolis, adapted to its own best acceptance. */
  public static Sampler randomWalk() {
    return of(
        RandomWalkMetropolis::new,
        WarmUp.STAN.targetAcceptance(RandomWalkMetropolis.BEST_ACCEPTANCE));
  }

  /** Any tunable kernel: 4 chains of 1000 draws, on as many threads as there are processors. */
  public static Sampler of(Function<Potential, ? extends Tunable> kernel, WarmUp warmUp) {
    return with((potential, how) -> how.on(kernel.apply(potential)), warmUp);
  }

  /** Any kernel on ℝⁿ without a warm-up. */
  public static Sampler of(Function<Potential, ? extends PointKernel<?, ?>> kernel) {
    return with((potential, _) -> kernel.apply(potential), WarmUp.STAN);
  }

  /** Any kernel on ℝⁿ that is told how to warm up. */
  public static Sampler with(
      BiFunction<Potential, WarmUp, ? extends PointKernel<?, ?>> kernel, WarmUp warmUp) {
    return new Sampler(
        kernel,
        warmUp,
        Start.uniform(),
        1000,
        1,
        4,
        Runtime.getRuntime().availableProcessors(),
        MOST_LANES,
        Optional.empty(),
        false);
  }

  /** With {@code iterations} of warm-up. */
  public Sampler warmUp(int iterations) {
    return warmUp(warmUp.windows(warmUp.windows().of(iterations)));
  }

  /** With another warm-up. */
  public Sampler warmUp(WarmUp newWarmUp) {
    return new Sampler(
        kernel, newWarmUp, start, draws, thinning, chains, threads, lanes, until, remedies);
  }

  /** Beginning elsewhere. */
  public Sampler start(Start newStart) {
    return new Sampler(
        kernel, warmUp, newStart, draws, thinning, chains, threads, lanes, until, remedies);
  }

  /**
   * Adapting the step size to a mean acceptance of {@code target}.
   *
   * @throws ArgumentException unless it is between 0 and 1
   */
  public Sampler targetAcceptance(double target) {
    return warmUp(warmUp.targetAcceptance(target));
  }

  /** Learning this much of the metric. */
  public Sampler metric(MetricShape shape) {
    return warmUp(warmUp.shape(shape));
  }

  /**
   * Keeping {@code newDraws} draws of each chain.
   *
   * @throws ArgumentException if it is negative
   */
  public Sampler draws(int newDraws) {
    return new Sampler(
        kernel, warmUp, start, newDraws, thinning, chains, threads, lanes, until, remedies);
  }

  /**
   * Making {@code newThinning} iterations for each draw kept.
   *
   * @throws ArgumentException if it is below 1
   */
  public Sampler thinning(int newThinning) {
    return new Sampler(
        kernel, warmUp, start, draws, newThinning, chains, threads, lanes, until, remedies);
  }

  /**
   * Running {@code newChains} chains.
   *
   * @throws ArgumentException if it is below 1
   */
  public Sampler chains(int newChains) {
    return new Sampler(
        kernel, warmUp, start, draws, thinning, newChains, threads, lanes, until, remedies);
  }

  /**
   * On at most {@code newThreads} threads. As many chains run at a time; where there are two
   * threads or more for each chain, those of one chain share the rows of large plates (131,072
   * rows, fewer where a matrix is wide).
   *
   * @throws ArgumentException if it is below 1
   */
  public Sampler threads(int newThreads) {
    return new Sampler(
        kernel, warmUp, start, draws, thinning, chains, newThreads, lanes, until, remedies);
  }

  /**
   * With up to {@code newLanes} chains of a thread in one pass: where there are more chains than
   * threads, those of one thread share their way through the large data matrices of a model (of
   * 2,048 rows and 262,144 numbers, and more) or, on processors with registers of four numbers and
   * more, through its loops over rows of groups; each has the draws that it has alone. Eight by
   * default, 1 for chains one after the other. Other models, and kernels but {@link Nuts}, run
   * their chains one after the other.
   *
   * @throws ArgumentException if it is below 1
   */
  public Sampler lanes(int newLanes) {
    return new Sampler(
        kernel, warmUp, start, draws, thinning, chains, threads, newLanes, until, remedies);
  }

  /**
   * Going on until every coordinate has that effective sample size and that R̂, looked at after
   * {@link #draws()} and then whenever the chains are half as long again.
   */
  public Sampler until(double ess, double rhat) {
    return until(Until.of(ess, rhat));
  }

  /** Going on until the draws are good enough, or a budget is used up. */
  public Sampler until(Until end) {
    return new Sampler(
        kernel, warmUp, start, draws, thinning, chains, threads, lanes, Optional.of(end), remedies);
  }

  /** Runs from {@link #start}, unwatched. */
  public Chains run(Potential potential, Key key) {
    return run(potential, key, start, Progress.NONE);
  }

  /**
   * Runs every chain through warm-up and all its draws.
   *
   * <p>If the calling thread is interrupted, the chains stop after their present iteration, what
   * they have is returned, marked as incomplete, and the thread's interrupt status is set again.
   *
   * @throws dev.merapi.infer.chain.StartException if a chain finds no place to start
   * @throws dev.merapi.infer.mcmc.SamplingException if a chain cannot move
   */
  public Chains run(Potential potential, Key key, Start from, Progress progress) {
    if (until.isEmpty()) {
      return runner(potential, from, "").run(key, progress);
    }
    AtomicReference<Chains> before = new AtomicReference<>();
    return until
        .get()
        .run(
            draws,
            length -> {
              Runner runner = draws(length).runner(potential, from, "");
              Chains chains =
                  before.get() == null
                      ? runner.run(key, progress)
                      : runner.resume(before.get(), progress);
              before.set(chains);
              return chains;
            });
  }

  /**
   * As {@link #run(Potential, Key, Start, Progress)}, and saves the run on the way; where the file
   * is there already, goes on from what it holds, in warm-up or behind it, to the same draws.
   *
   * @throws dev.merapi.infer.chain.CheckpointException if the file is damaged, or of another run
   */
  public Chains run(Potential potential, Key key, Start from, Progress progress, Saving saving) {
    return run(potential, key, from, progress, saving, "");
  }

  Chains run(
      Potential potential, Key key, Start from, Progress progress, Saving saving, String names) {
    String target = Fingerprint.of(potential.fork(), names);
    IntFunction<Chains> round =
        length -> draws(length).runner(potential, from, target).run(key, progress, saving);
    return until.map(end -> end.run(draws, round)).orElseGet(() -> round.apply(draws));
  }

  /**
   * Goes on from chains on the same potential: the rest of an unfinished warm-up, then draws until
   * each chain has {@link #draws()}.
   *
   * <p>With the settings of the run before, the draws are those it would have made.
   */
  public Chains resume(Potential potential, Chains before, Progress progress) {
    return runner(potential, start, "").resume(before, progress);
  }

  private Runner runner(Potential potential, Start from, String target) {
    from.requireChains(chains);
    return new Runner(
        c -> {
          Potential own = potential.fork(Math.max(1, threads / chains));
          return walk(kernel.apply(own, warmUp), own, potential, from, c);
        },
        draws,
        thinning,
        chains,
        threads,
        chains > threads ? Math.min(lanes, potential.lanes()) : 1,
        target);
  }

  /** A kernel that asks for gradients of another density than its own part of all cannot share. */
  @SuppressWarnings("ReferenceEquality") // a potential owns memory, so it has identity
  private static <S, I> Walk<S, I> walk(
      PointKernel<S, I> kernel, Potential own, Potential all, Start from, int chain) {
    AtomicReference<Found> found = new AtomicReference<>();
    return new Walk<>(
        kernel,
        key -> {
          found.set(from.find(own, chain, key.fold(START)));
          return kernel.begin(key.fold(TUNE), found.get().point());
        },
        found::get,
        kernel.asking().filter(asking -> asking.target() == own).map(_ -> all));
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new ArgumentException(
          "The number of " + what + " must be at least " + least + ", but it is " + value + ".");
    }
  }
}
