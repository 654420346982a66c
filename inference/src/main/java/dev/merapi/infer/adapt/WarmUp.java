package dev.merapi.infer.adapt;

import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;

/**
 * Stan's warm-up: dual averaging of the step size all along, and a metric learnt in windows.
 *
 * <p>At the end of each window of the {@link WindowSchedule} the metric becomes the regularised
 * covariance of its draws, the step size is searched anew for the new metric, and dual averaging
 * starts again from there. At the end of warm-up the step size becomes its average.
 *
 * @param iterations the length of the warm-up; 0 leaves the kernel's tuning alone
 * @param targetAcceptance δ of {@link DualAveraging}, in (0, 1)
 * @param shape what is learnt of the metric
 */
public record WarmUp(int iterations, double targetAcceptance, MetricShape shape) {
  /** 1000 iterations, target 0.8, a diagonal metric. */
  public static final WarmUp STANDARD = new WarmUp(1000, 0.8, MetricShape.DIAGONAL);

  private static final long START = 0;
  private static final long RESTART = 1;

  /** Refuses settings out of range. */
  public WarmUp {
    if (iterations < 0) {
      throw new ArgumentException(
          "A warm-up has at least 0 iterations, but " + iterations + " were asked for.");
    }
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

  /** The state before the first iteration of a chain at {@code start}. */
  Adaptation begin(Tunable kernel, Key key, Point start) {
    Tuning tuning = kernel.tuning();
    if (iterations > 0) {
      tuning = tuning.withStepSize(kernel.reasonableStepSize(key.fold(START), start));
    }
    Welford window =
        shape == MetricShape.DENSE
            ? Welford.dense(start.dimension())
            : Welford.diagonal(start.dimension());
    return new Adaptation(0, tuning, DualAveraging.from(tuning.stepSize()), window);
  }

  /** The state after a transition of {@code kernel} that ended in {@code point}. */
  Adaptation next(Adaptation before, Tunable kernel, Key key, Point point, McmcInfo info) {
    int i = before.iteration();
    WindowSchedule schedule = WindowSchedule.of(iterations);
    DualAveraging averaging = before.averaging().update(targetAcceptance, info.acceptance());
    Welford window = before.window();
    Metric metric = before.tuning().metric();
    if (shape != MetricShape.FIXED && schedule.inWindow(i)) {
      window = window.add(point.position());
      if (schedule.endsWindow(i)) {
        metric = window.metric();
        window = window.restarted();
        Tunable retuned = kernel.tuned(new Tuning(averaging.stepSize(), metric));
        averaging = DualAveraging.from(retuned.reasonableStepSize(key.fold(RESTART), point));
      }
    }
    double stepSize = i + 1 == iterations ? averaging.average() : averaging.stepSize();
    return new Adaptation(i + 1, new Tuning(stepSize, metric), averaging, window);
  }

  /** Whether {@code state} is that of a finished warm-up. */
  boolean isDone(Adaptation state) {
    return state.iteration() >= iterations;
  }
}
