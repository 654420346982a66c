package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise1;
import dev.merapi.tensor.internal.op.Interval;
import org.jspecify.annotations.Nullable;

/** The quantile of {@link ExitTime}, for a probability in (0, 1); no gradient. */
public record ExitTimeQuantile() implements Elementwise1 {
  @Override
  public Interval domain() {
    return Interval.open(0, 1);
  }

  @Override
  public double scalar(double u) {
    return ExitTime.quantile(u);
  }

  @Override
  public @Nullable Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
