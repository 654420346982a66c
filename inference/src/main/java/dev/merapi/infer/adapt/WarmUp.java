package dev.merapi.infer.adapt;

import dev.merapi.infer.mcmc.Learning;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.Optional;

/**
 * Warm-up: dual averaging of the step size all along, and a metric learnt in windows.
 *
 * <p>{@link #STAN} is Stan's: at the end of each window the metric becomes the regularised variance
 * of its draws, the step size is searched anew for it, and dual averaging starts again from there.
 *
 * <p>{@link #ADAPTIVE} learns the metric from draws and gradients, in short windows, each from the
 * draws of the window before it too; dual averaging goes on through all of them. It begins with the
 * inverse mass 1/|gᵢ| of the gradient at the start, or the metric that its kernel was given. It
 * ends when the metric has changed by less than a factor of two along every coordinate and
 * direction over a window, and the acceptance in the last stretch is what it steers towards. Two
 * divergences behind the early stretch raise δ to 0.95. If the first 50 draws are accepted less
 * than half as often as they should be, the step is far too large where the chain has come to: they
 * are warm-up after all, which goes on with a higher δ, two times at most. With {@link
 * Windows#brief} it is just as long as it is told.
 *
 * <p>In the end the step size becomes its average.
 *
 * @param windows when the metric is learnt, and for how long
 * @param targetAcceptance δ of {@link DualAveraging}, in (0, 1)
 * @param shape what is learnt of the metric
 */
public record WarmUp(Windows windows, double targetAcceptance, MetricShape shape) {
  /** Stan's: 1000 iterations, target 0.8, a diagonal metric. */
  public static final WarmUp STAN = new WarmUp(Windows.stan(1000), 0.8, MetricShape.DIAGONAL);

  /** 200 to 1000 iterations, target 0.8, a low-rank metric from draws and gradients. */
  public static final WarmUp ADAPTIVE =
      new WarmUp(Windows.selfEnding(200, 1000), 0.8, MetricShape.LOW_RANK);

  private static final long START = 0;
  private static final long RESTART = 1;

  /** The part of a step's key that is not its kernel's. */
  private static final long ADAPT = 1;

  private static final int TRIAL = 50;
  private static final int RETRY = 100;
  private static final double OFF = 0.1;
  private static final double LEAST_INVERSE_MASS = 1e-6;

  /** Refuses settings out of range. */
  public WarmUp {
    if (!(targetAcceptance > 0 && targetAcceptance < 1)) {
      throw new ArgumentException(
          "The target acceptance must lie strictly between 0 and 1, but it is "
              + targetAcceptance
              + ". 0.8 suits most models; 0.95 or 0.99 takes smaller steps where there are"
              + " divergences.");
    }
  }

  /**
   * The kernel with this warm-up, as one kernel, whose state is a point and what has been learnt.
   * It becomes the only user of {@code kernel}.
   */
  public PointKernel<?, McmcInfo> on(Tunable kernel) {
    return new Adapting(kernel, this);
  }

  /** With other windows. */
  public WarmUp windows(Windows other) {
    return new WarmUp(other, targetAcceptance, shape);
  }

  /** With another target. */
  public WarmUp targetAcceptance(double other) {
    return new WarmUp(windows, other, shape);
  }

  /** Learning this of the metric. */
  public WarmUp shape(MetricShape other) {
    return new WarmUp(windows, targetAcceptance, other);
  }

  /** What draws tell of the metric, as at the end of a window; nothing if they are too few. */
  public Optional<Metric> metric(List<Point> draws) {
    if (draws.isEmpty()) {
      return Optional.empty();
    }
    MetricEstimator known = estimator(draws.getFirst().dimension());
    for (Point draw : draws) {
      known = known.add(draw);
    }
    return known.metric();
  }

  /** The estimator before any draw. */
  MetricEstimator estimator(int dimension) {
    return switch (shape) {
      case MetricShape.Given() -> new NothingLearnt(0);
      case MetricShape.Variance(boolean dense) ->
          new VarianceEstimator(dense ? Welford.dense(dimension) : Welford.diagonal(dimension));
      case MetricShape.Fisher fisher -> new FisherEstimator(fisher, Window.EMPTY);
    };
  }

  /** The state before the first iteration of a chain at {@code start}. */
  Adaptation begin(Tunable kernel, Key key, Point start) {
    Tuning tuning = kernel.tuning();
    long gradients = 0;
    if (windows.most() > 0) {
      if (shape instanceof MetricShape.Fisher && isUnit(tuning.metric())) {
        tuning = new Tuning(tuning.stepSize(), first(start));
      }
      double stepSize = kernel.tuned(tuning).reasonableStepSize(key.fold(START), start);
      gradients = Adaptation.searchGradients(tuning.stepSize(), stepSize);
      tuning = tuning.withStepSize(stepSize);
    }
    MetricEstimator empty = estimator(start.dimension());
    return new Adaptation(
        0,
        windows.most(),
        tuning,
        DualAveraging.from(tuning.stepSize()),
        empty,
        empty,
        Steering.towards(targetAcceptance),
        0,
        gradients,
        false);
  }

  private static boolean isUnit(Metric metric) {
    return metric.equals(Metric.unit(metric.dimension()));
  }

  /** 1/|gᵢ|, within bounds; 1 where there is no slope. */
  private static Metric first(Point start) {
    double[] inverseMass = start.gradient();
    for (int i = 0; i < inverseMass.length; i++) {
      double mass = Math.abs(inverseMass[i]);
      inverseMass[i] =
          mass > 0 && mass < Double.POSITIVE_INFINITY
              ? Math.min(1 / LEAST_INVERSE_MASS, Math.max(LEAST_INVERSE_MASS, 1 / mass))
              : 1;
    }
    return Metric.diagonal(inverseMass);
  }

  /**
   * The state after a transition of {@code kernel} that ended in {@code point}.
   *
   * @param key that of the whole step
   */
  Adaptation next(Adaptation before, Tunable kernel, Key key, Point point, McmcInfo info) {
    if (before.isDone()) {
      return tried(before, kernel, key, point, info);
    }
    int i = before.iteration();
    Steering steering = before.steering().after(info, windows.isLate(i));
    DualAveraging averaging =
        kernel.hasStepSize()
            ? before.averaging().update(steering.target(), info.acceptance())
            : before.averaging();
    Adaptation next = before.stepped(steering, averaging);
    if (!next.settled() && windows.inWindow(i)) {
      next = next.watching(point);
      next = windows.endsWindow(i) ? switched(next, kernel, key, point) : next;
    }
    if (endsByItself()) {
      next = extended(next, steering.target() > before.steering().target());
    }
    return next.isDone() ? next.closed() : next;
  }

  /** The end of a window. */
  private Adaptation switched(Adaptation a, Tunable kernel, Key key, Point point) {
    MetricEstimator empty = a.background().restarted();
    Adaptation next = a.watching(windows.restarts() ? empty : a.background(), empty);
    Optional<Metric> metric = a.foreground().metric();
    if (metric.isPresent()) {
      next = next.switched(metric.get());
      if (windows.restarts() || a.switches() == 0) {
        next = searched(next, kernel, key, point);
      }
      if (windows.mayEnd(a.iteration() - 1)
          && MetricChange.between(a.tuning().metric(), metric.get()).isSmall()) {
        next = next.until(a.iteration() + windows.lastStretch(), true);
      }
    }
    boolean closes = next.iteration() + windows.lastStretch() == next.end();
    return closes ? next.steered(next.steering().counting()) : next;
  }

  private static Adaptation searched(Adaptation a, Tunable kernel, Key key, Point point) {
    Key search = key.fold(ADAPT).fold(RESTART);
    return a.searched(kernel.tuned(a.tuning()).reasonableStepSize(search, point));
  }

  /** Longer, where the step size has not settled yet. */
  private Adaptation extended(Adaptation a, boolean raised) {
    if (raised) {
      return a.until(Math.max(a.end(), a.iteration() + TRIAL), a.settled());
    }
    boolean off = Math.abs(a.steering().acceptance() - a.steering().target()) > OFF;
    int longer = a.end() + windows.lastStretch();
    return a.settled() && a.isDone() && off && longer <= windows.most()
        ? a.until(longer, true).steered(a.steering().counting())
        : a;
  }

  /** Whether nothing more is learnt: neither in warm-up, nor from the first draws. */
  boolean isOver(Adaptation a) {
    return a.isDone() && !(endsByItself() && a.steering().count() < TRIAL);
  }

  /** One of the first draws; the last of them decides. */
  private static Adaptation tried(
      Adaptation a, Tunable kernel, Key key, Point point, McmcInfo info) {
    Steering steering = a.steering().after(info, false);
    if (steering.count() < TRIAL
        || 2 * steering.acceptance() >= steering.target()
        || !steering.canRetry()) {
      return a.steered(steering);
    }
    return searched(a, kernel, key, point)
        .steered(steering.retried())
        .until(a.iteration() + RETRY, a.settled());
  }

  /** What the warm-up did besides transitions. */
  Learning learning(Adaptation a) {
    return new Learning(
        a.switches(),
        a.gradients(),
        a.steering().target(),
        a.steering().acceptance(),
        a.settled() || !endsByItself());
  }

  /** Whether its length is its own affair; else it is as long as it was told, whatever happens. */
  private boolean endsByItself() {
    return windows.least() < windows.most();
  }
}
