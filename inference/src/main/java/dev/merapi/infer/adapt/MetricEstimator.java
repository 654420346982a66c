package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import java.util.Optional;

/** Learns a metric from the draws of a chain: a value; an update gives a new one. */
sealed interface MetricEstimator permits NothingLearnt, VarianceEstimator, FisherEstimator {
  /** With one more draw. */
  MetricEstimator add(Point point);

  /** The draws so far. */
  int count();

  /** The metric that they speak for; none if they are too few, or do not vary. */
  Optional<Metric> metric();

  /** The same before any draw. */
  MetricEstimator restarted();

  /** Appends the draws, as far as they matter. */
  void write(Encoder out);

  /** The same with the draws that {@link #write} has appended. */
  MetricEstimator read(Decoder in);
}
