package dev.merapi.infer.vi.guide;

import dev.merapi.tensor.Tensor;
import java.util.Map;

/** What a guide is run for. */
sealed interface Mode {
  /** Draws. */
  record Draw() implements Mode {}

  /** Quantiles of every number on the free scale, given as those of the standard normal. */
  record Quantile(double z) implements Mode {}

  /** Given values of the sites. */
  record At(Map<String, ? extends Tensor> values) implements Mode {}
}
