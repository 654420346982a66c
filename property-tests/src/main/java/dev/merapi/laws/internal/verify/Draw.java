package dev.merapi.laws.internal.verify;

import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A joint draw: values of the latent sites, and data made of them. */
public record Draw(Map<String, Tensor> latents, Map<String, Tensor> data) {
  /** Latent values and data together. */
  public Map<String, Tensor> all() {
    Map<String, Tensor> all = new LinkedHashMap<>(latents);
    all.putAll(data);
    return all;
  }
}
