package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.Learning;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.SamplingException;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * A {@link Tunable} kernel with its warm-up, as one kernel: what has been learnt is part of the
 * state. It leaves the target invariant once warm-up is over.
 */
final class Adapting implements PointKernel<Adapted, McmcInfo> {
  /** Below this no coordinate of any posterior moves any more. */
  private static final double SMALLEST_STEP = 1e-50;

  private static final long STEP = 0;
  private static final long ADAPT = 1;

  private final WarmUp warmUp;
  private final String identity;
  private final Codec<Adapted> codec;
  private Tunable kernel;

  /** The kernel, of which this becomes the only user, and how it learns. */
  public Adapting(Tunable kernel, WarmUp warmUp) {
    this.kernel = kernel;
    this.warmUp = warmUp;
    this.identity = kernel.identity() + " " + warmUp;
    this.codec =
        Adapted.codec(Adaptation.codec(warmUp.estimator(kernel.tuning().metric().dimension())));
  }

  @Override
  public Adapted begin(Key key, Point start) {
    return new Adapted(start, warmUp.begin(kernel, key, start));
  }

  @Override
  public Adapted moved(Key key, Adapted state, Point to) {
    return new Adapted(to, state.adaptation());
  }

  @Override
  public Transition<Adapted, McmcInfo> step(Key key, Adapted state) {
    Adaptation adaptation = state.adaptation();
    requireMoving(state);
    kernel = kernel.tuned(adaptation.tuning());
    Transition<Point, McmcInfo> transition = kernel.step(key.fold(STEP), state.point());
    Point next = transition.state();
    Adaptation learnt =
        warmUp.isOver(adaptation)
            ? adaptation
            : warmUp.next(adaptation, kernel, key.fold(ADAPT), next, transition.info());
    return new Transition<>(new Adapted(next, learnt), transition.info());
  }

  private static void requireMoving(Adapted state) {
    double stepSize = state.adaptation().tuning().stepSize();
    if (stepSize < SMALLEST_STEP) {
      throw new SamplingException(
          ("After %d iterations of warm-up the step size has fallen to %s at a log density of %s,"
                  + " so the chain cannot move any more. The density is far too steep where the chain"
                  + " began, or discontinuous: give starting values, tighter priors, or look for a"
                  + " recursion in the model that explodes.")
              .formatted(state.adaptation().iteration(), stepSize, state.point().logDensity()));
    }
  }

  @Override
  public Codec<Adapted> codec() {
    return codec;
  }

  @Override
  public double[] position(Adapted state) {
    return kernel.position(state.point());
  }

  @Override
  public List<Column<Adapted, McmcInfo>> columns() {
    List<Column<Adapted, McmcInfo>> columns = new ArrayList<>();
    for (Column<Point, McmcInfo> column : kernel.columns()) {
      ToDoubleBiFunction<Point, McmcInfo> value = column.value();
      columns.add(
          new Column<>(column.name(), (state, info) -> value.applyAsDouble(state.point(), info)));
    }
    columns.add(
        new Column<>(Column.STEP_SIZE, (state, _) -> state.adaptation().tuning().stepSize()));
    return List.copyOf(columns);
  }

  @Override
  public long warmUpLeft(Adapted state) {
    return Math.max(0, state.adaptation().end() - state.adaptation().iteration());
  }

  @Override
  public Optional<Tuning> tuning(Adapted state) {
    return Optional.of(state.adaptation().tuning());
  }

  @Override
  public Optional<Learning> learning(Adapted state) {
    return Optional.of(warmUp.learning(state.adaptation()));
  }

  @Override
  public Optional<Divergence> divergence(McmcInfo info) {
    return kernel.divergence(info);
  }

  @Override
  public String identity() {
    return identity;
  }
}
