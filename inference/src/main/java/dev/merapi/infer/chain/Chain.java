package dev.merapi.infer.chain;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The draws of one chain after warm-up, and how they came about.
 *
 * <p>A value: arrays are copied out.
 */
public final class Chain {
  private final double[][] draws;
  private final List<String> columns;
  private final double[][] figures;
  private final List<DivergentDraw> divergences;
  private final WarmUpInfo warmUp;
  private final long leapfrogs;
  private final long iterations;
  private final ChainState last;
  private final boolean complete;

  /**
   * Takes over {@code draws} [draw][dimension] and {@code figures} [draw][column].
   *
   * @param leapfrogs the gradients after warm-up
   * @param iterations all that were made, warm-up included
   */
  Chain(
      double[][] draws,
      List<String> columns,
      double[][] figures,
      List<DivergentDraw> divergences,
      WarmUpInfo warmUp,
      long leapfrogs,
      long iterations,
      ChainState last,
      boolean complete) {
    this.draws = draws;
    this.columns = List.copyOf(columns);
    this.figures = figures;
    this.divergences = List.copyOf(divergences);
    this.warmUp = warmUp;
    this.leapfrogs = leapfrogs;
    this.iterations = iterations;
    this.last = last;
    this.complete = complete;
  }

  /**
   * So many iterations of a kernel from a state: a function of its arguments alone, so it may run
   * anywhere, on a thread, in another process or on another machine, with the same result. {@code
   * steps(a + b)} is {@code steps(a)} followed from its last state by {@code steps(b)} ({@link
   * #then}), if the thinning divides what a draws.
   *
   * @param kernel the kernel, used by no other thread
   * @param from where the chain is
   * @param iterations the transitions to make, warm-up included
   * @param thinning the transitions made for each draw kept, at least 1
   * @return the draws made after warm-up, and the state to go on from; incomplete if the thread is
   *     interrupted
   * @throws ArgumentException if {@code iterations} is negative or {@code thinning} below 1
   */
  public static <S, I> Chain steps(
      Kernel<S, I> kernel, ChainState from, long iterations, int thinning) {
    if (iterations < 0 || thinning < 1) {
      throw new ArgumentException(
          "A chain makes at least 0 iterations, and at least 1 for each draw, but %d and %d were asked for."
              .formatted(iterations, thinning));
    }
    Recorder<S, I> recorder = new Recorder<>(kernel, from, thinning);
    long made = 0;
    while (made < iterations && !Thread.currentThread().isInterrupted()) {
      recorder.step();
      made++;
    }
    return recorder.chain(made == iterations);
  }

  /** The number of draws. */
  public int size() {
    return draws.length;
  }

  /** A copy of draw {@code i}. */
  public double[] draw(int i) {
    return draws[Counts.place(i, draws.length, "draw")].clone();
  }

  /** Copies of all draws, [draw][dimension]. */
  public double[][] draws() {
    return Arrays.stream(draws).map(double[]::clone).toArray(double[][]::new);
  }

  /** All draws, [draw][dimension]; not copied. */
  double[][] rows() {
    return draws;
  }

  /** Coordinate {@code k} of draw {@code i}. */
  public double at(int i, int k) {
    double[] draw = draws[Counts.place(i, draws.length, "draw")];
    return draw[Counts.place(k, draw.length, "coordinate")];
  }

  /** Coordinate {@code k} of every draw. */
  public double[] coordinate(int k) {
    return Arrays.stream(draws)
        .mapToDouble(q -> q[Counts.place(k, q.length, "coordinate")])
        .toArray();
  }

  /** The names of the figures that are kept with each draw. */
  public List<String> columns() {
    return columns;
  }

  /**
   * One figure of every draw.
   *
   * @throws ArgumentException if the kernel has no such column
   */
  public double[] column(String name) {
    int k = columns.indexOf(name);
    if (k < 0) {
      throw new ArgumentException(
          "The kernel keeps no figure '%s' of its draws; it keeps %s.".formatted(name, columns));
    }
    return Arrays.stream(figures).mapToDouble(row -> row[k]).toArray();
  }

  /** Copies of all figures, [draw][column], in the order of {@link #columns}. */
  public double[][] statistics() {
    return Arrays.stream(figures).map(double[]::clone).toArray(double[][]::new);
  }

  /** All figures, [draw][column]; not copied. */
  double[][] figures() {
    return figures;
  }

  /** The divergences after warm-up. */
  public List<DivergentDraw> divergences() {
    return divergences;
  }

  /** The report on warm-up. */
  public WarmUpInfo warmUp() {
    return warmUp;
  }

  /** The gradient evaluations after warm-up, of draws that thinning left out too. */
  public long leapfrogs() {
    return leapfrogs;
  }

  /** The key of what is drawn given draw {@code i}, as discrete sites are. */
  public Key key(int i) {
    return Recorder.discrete(last.key()).fold(i);
  }

  /** The iterations made, warm-up included. */
  public long iterations() {
    return iterations;
  }

  /** The state to go on from. */
  public ChainState last() {
    return last;
  }

  /** Whether all draws asked for were made; false if the run was interrupted before. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * This chain followed by what was made from its last state.
   *
   * @throws ArgumentException if the next part has other figures
   */
  public Chain then(Chain next) {
    if (!columns.equals(next.columns)) {
      throw new ArgumentException(
          "A chain with the figures %s cannot go on as one with %s."
              .formatted(columns, next.columns));
    }
    return next.warmUp.iterations() > 0 ? warmedUpBy(next) : drawnOnBy(next);
  }

  private Chain drawnOnBy(Chain next) {
    List<DivergentDraw> shifted =
        next.divergences.stream()
            .map(d -> new DivergentDraw(size() + d.draw(), d.divergence()))
            .toList();
    return new Chain(
        joined(draws, next.draws),
        columns,
        joined(figures, next.figures),
        Stream.concat(divergences.stream(), shifted.stream()).toList(),
        warmUp.then(0, 0, 0, next.warmUp),
        leapfrogs + next.leapfrogs,
        iterations + next.iterations,
        next.last,
        next.complete);
  }

  /** All that was made before the end of a warm-up belongs to it. */
  private Chain warmedUpBy(Chain next) {
    return new Chain(
        next.draws,
        columns,
        next.figures,
        next.divergences,
        warmUp.then(iterations - warmUp.iterations(), leapfrogs, divergences.size(), next.warmUp),
        next.leapfrogs,
        iterations + next.iterations,
        next.last,
        next.complete);
  }

  private static double[][] joined(double[][] first, double[][] second) {
    return Stream.of(first, second).flatMap(Arrays::stream).toArray(double[][]::new);
  }
}
