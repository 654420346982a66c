package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import java.util.Optional;

/**
 * The regularised variances, or covariance, of the draws, as Stan has them.
 *
 * @param draws what is known of them
 */
record VarianceEstimator(Welford draws) implements MetricEstimator {
  @Override
  public VarianceEstimator add(Point point) {
    return new VarianceEstimator(draws.add(point.position()));
  }

  @Override
  public int count() {
    return draws.count();
  }

  @Override
  public Optional<Metric> metric() {
    return Optional.of(draws.metric());
  }

  @Override
  public VarianceEstimator restarted() {
    return new VarianceEstimator(draws.restarted());
  }

  @Override
  public void write(Encoder out) {
    out.writeInt(draws.count());
    out.writeDoubles(draws.mean());
    out.writeDoubles(draws.squares());
  }

  @Override
  public VarianceEstimator read(Decoder in) {
    return new VarianceEstimator(new Welford(in.readInt(), in.readDoubles(), in.readDoubles()));
  }
}
