package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.Learning;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.SamplingException;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Tunable} kernel with its warm-up, as one kernel: what has been learnt is part of the
 * state. It leaves the target invariant once warm-up is over.
 */
final class Adapting implements PointKernel<Adapted, McmcInfo> {
  /** Below this no coordinate of any posterior moves any more. */
  private static final double SMALLEST_STEP = 1e-50;

  private static final long STEP = 0;

  private final WarmUp warmUp;
  private final String identity;
  private final Codec<Adapted> codec;
  private final List<Column<Point, McmcInfo>> inner;
  private Tunable kernel;

  /** The kernel, of which this becomes the only user, and how it learns. */
  public Adapting(Tunable kernel, WarmUp warmUp) {
    this.kernel = kernel;
    this.warmUp = warmUp;
    this.identity = kernel.identity() + " " + warmUp;
    this.inner = kernel.columns();
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
    tune(state);
    return learnt(key, state, kernel.step(key.fold(STEP), state.point()));
  }

  private void tune(Adapted state) {
    requireMoving(state);
    kernel = kernel.tuned(state.adaptation().tuning());
  }

  private Transition<Adapted, McmcInfo> learnt(
      Key key, Adapted state, Transition<Point, McmcInfo> transition) {
    Adaptation before = state.adaptation();
    Point next = transition.state();
    Adaptation learnt =
        warmUp.isOver(before) ? before : warmUp.next(before, kernel, key, next, transition.info());
    return new Transition<>(new Adapted(next, learnt), transition.info());
  }

  @Override
  public Optional<Asking<Adapted, McmcInfo>> asking() {
    return kernel.asking().map(Learner::new);
  }

  /** A step of the kernel that asks, and what is learnt from it. */
  private final class Learner implements Asking<Adapted, McmcInfo> {
    private Asking<Point, McmcInfo> inner;
    private Key key = Key.of(0);
    private @Nullable Adapted from;

    Learner(Asking<Point, McmcInfo> inner) {
      this.inner = inner;
    }

    @Override
    public Potential target() {
      return inner.target();
    }

    @Override
    public void start(Key newKey, Adapted state) {
      key = newKey;
      from = state;
      tune(state);
      inner = kernel.asking().orElse(inner);
      inner.start(key.fold(STEP), state.point());
    }

    @Override
    public boolean asks() {
      return inner.asks();
    }

    @Override
    public double[] position() {
      return inner.position();
    }

    @Override
    public double[] gradient() {
      return inner.gradient();
    }

    @Override
    public void give(double logDensity) {
      inner.give(logDensity);
    }

    @Override
    public Transition<Adapted, McmcInfo> transition() {
      return learnt(key, Objects.requireNonNull(from), inner.transition());
    }
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
    for (Column<Point, McmcInfo> column : inner) {
      ToDoubleBiFunction<Point, McmcInfo> value = column.value();
      columns.add(
          new Column<>(column.name(), (state, info) -> value.applyAsDouble(state.point(), info)));
    }
    columns.add(
        new Column<>(Column.STEP_SIZE, (state, _) -> state.adaptation().tuning().stepSize()));
    return List.copyOf(columns);
  }

  @Override
  public boolean figures(Adapted state, McmcInfo info, double[] into) {
    Counts.room(inner.size() + 1, into);
    if (!kernel.figures(state.point(), info, into)) {
      return false;
    }
    into[inner.size()] = state.adaptation().tuning().stepSize();
    return true;
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
