package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import java.util.Optional;

/**
 * Keeps the metric that the kernel was made with.
 *
 * @param count the draws that were not looked at
 */
record NothingLearnt(int count) implements MetricEstimator {
  @Override
  public NothingLearnt add(Point point) {
    return new NothingLearnt(count + 1);
  }

  @Override
  public Optional<Metric> metric() {
    return Optional.empty();
  }

  @Override
  public NothingLearnt restarted() {
    return new NothingLearnt(0);
  }

  @Override
  public void write(Encoder out) {
    out.writeInt(count);
  }

  @Override
  public NothingLearnt read(Decoder in) {
    return new NothingLearnt(in.readInt());
  }
}
