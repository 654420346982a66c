package dev.merapi.infer.subsample;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.Learning;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * First one block of rows is drawn anew, and taken with probability min(1, p̂′(q)/p̂(q)); then the
 * kernel moves q given the rows. Both leave p̂(q, rows) invariant.
 */
final class Exchanging<S> implements PointKernel<Subset<S>, Exchanging.Report> {
  private static final long BLOCK = 0;
  private static final long ROWS = 1;
  private static final long ACCEPT = 2;
  private static final long MOVED = 3;
  private static final long STEP = 4;

  private final Estimated density;
  private final PointKernel<S, McmcInfo> kernel;
  private final int all;
  private final int blocks;

  /**
   * The report on a step.
   *
   * @param info that of the kernel, with the evaluations for rows
   * @param acceptance of the new rows
   */
  record Report(McmcInfo info, double acceptance) {}

  /** A kernel on the density, both of this one alone. */
  Exchanging(Estimated density, PointKernel<S, McmcInfo> kernel, int all, int blocks) {
    this.density = density;
    this.kernel = kernel;
    this.all = all;
    this.blocks = blocks;
  }

  @Override
  public Subset<S> begin(Key key, Point start) {
    return new Subset<>(kernel.begin(key, start), density.chosen());
  }

  @Override
  public Transition<Subset<S>, Report> step(Key key, Subset<S> state) {
    double[] position = kernel.position(state.inner());
    density.choose(state.indices());
    Point here = Point.at(density, position);
    double[] indices = proposed(key, state.indices());
    density.choose(indices);
    Point there = Point.at(density, position);
    double log = there.logDensity() - here.logDensity();
    boolean fault = !(there.logDensity() < Double.POSITIVE_INFINITY) || Double.isNaN(log);
    double acceptance = fault ? 0 : Math.min(1, Math.exp(log));
    S inner = state.inner();
    if (Draws.uniform(key.fold(ACCEPT)) < acceptance) {
      inner = kernel.moved(key.fold(MOVED), inner, there);
    } else {
      indices = state.indices();
      density.choose(indices);
    }
    Transition<S, McmcInfo> next = kernel.step(key.fold(STEP), inner);
    McmcInfo info = next.info();
    McmcInfo counted =
        new McmcInfo(
            info.acceptance(),
            info.energy(),
            info.depth(),
            info.leapfrogs() + 2,
            info.divergence());
    return new Transition<>(new Subset<>(next.state(), indices), new Report(counted, acceptance));
  }

  /** The rows with those of one block drawn anew. */
  private double[] proposed(Key key, double[] indices) {
    int block = Math.min(blocks - 1, (int) (blocks * Draws.uniform(key.fold(BLOCK))));
    int from = (int) ((long) block * indices.length / blocks);
    int to = (int) ((long) (block + 1) * indices.length / blocks);
    double[] uniform = new double[to - from];
    Draws.uniform(key.fold(ROWS), uniform, 0, uniform.length);
    double[] proposed = indices.clone();
    for (int i = from; i < to; i++) {
      proposed[i] = Math.min(all - 1, Math.floor(all * uniform[i - from]));
    }
    return proposed;
  }

  @Override
  public Codec<Subset<S>> codec() {
    return Subset.codec(kernel.codec());
  }

  @Override
  public double[] position(Subset<S> state) {
    return kernel.position(state.inner());
  }

  @Override
  public List<Column<Subset<S>, Report>> columns() {
    List<Column<Subset<S>, Report>> columns = new ArrayList<>();
    for (Column<S, McmcInfo> column : kernel.columns()) {
      ToDoubleBiFunction<S, McmcInfo> value = column.value();
      columns.add(
          new Column<>(
              column.name(), (state, report) -> value.applyAsDouble(state.inner(), report.info())));
    }
    columns.add(new Column<>(Subsampled.ROWS_ACCEPTED, (_, report) -> report.acceptance()));
    return List.copyOf(columns);
  }

  @Override
  public long warmUpLeft(Subset<S> state) {
    return kernel.warmUpLeft(state.inner());
  }

  @Override
  public Optional<Tuning> tuning(Subset<S> state) {
    return kernel.tuning(state.inner());
  }

  @Override
  public Optional<Learning> learning(Subset<S> state) {
    return kernel.learning(state.inner());
  }

  @Override
  public Optional<Divergence> divergence(Report report) {
    return kernel.divergence(report.info());
  }

  @Override
  public String identity() {
    return "Subsampled, %d blocks, %s".formatted(blocks, kernel.identity());
  }
}
