package dev.merapi.infer.chain;

import io.vavr.collection.Vector;
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
  private final List<DrawStats> stats;
  private final Vector<DivergentDraw> divergences;
  private final WarmUpInfo warmUp;
  private final ChainState last;
  private final boolean complete;

  /** Takes over {@code draws}, of shape [draw][dimension]. */
  Chain(
      double[][] draws,
      List<DrawStats> stats,
      Vector<DivergentDraw> divergences,
      WarmUpInfo warmUp,
      ChainState last,
      boolean complete) {
    this.draws = draws;
    this.stats = List.copyOf(stats);
    this.divergences = divergences;
    this.warmUp = warmUp;
    this.last = last;
    this.complete = complete;
  }

  /** The number of draws. */
  public int size() {
    return draws.length;
  }

  /** A copy of draw {@code i}. */
  public double[] draw(int i) {
    return draws[i].clone();
  }

  /** Copies of all draws, [draw][dimension]. */
  public double[][] draws() {
    return Arrays.stream(draws).map(double[]::clone).toArray(double[][]::new);
  }

  /** Coordinate {@code k} of draw {@code i}. */
  public double at(int i, int k) {
    return draws[i][k];
  }

  /** Coordinate {@code k} of every draw. */
  public double[] coordinate(int k) {
    return Arrays.stream(draws).mapToDouble(q -> q[k]).toArray();
  }

  /** One entry a draw. */
  public List<DrawStats> stats() {
    return stats;
  }

  /** The divergences after warm-up. */
  public Vector<DivergentDraw> divergences() {
    return divergences;
  }

  /** The report on warm-up. */
  public WarmUpInfo warmUp() {
    return warmUp;
  }

  /** The state to go on from. */
  public ChainState last() {
    return last;
  }

  /** Whether all draws asked for were made; false if the run was interrupted before. */
  public boolean isComplete() {
    return complete;
  }

  /** This chain followed by what a resumed run added to it. */
  Chain then(Chain next) {
    Vector<DivergentDraw> shifted =
        next.divergences.map(d -> new DivergentDraw(size() + d.draw(), d.divergence()));
    return new Chain(
        Stream.of(draws, next.draws).flatMap(Arrays::stream).toArray(double[][]::new),
        Stream.of(stats, next.stats).flatMap(List::stream).toList(),
        divergences.appendAll(shifted),
        warmUp.then(next.warmUp),
        next.last,
        next.complete);
  }
}
