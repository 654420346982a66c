package dev.merapi.laws.verify;

import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A joint draw: values of the latent sites, and data made of them. */
record Draw(Map<String, Tensor> latents, Map<String, Tensor> data) {
  Map<String, Tensor> all() {
    Map<String, Tensor> all = new LinkedHashMap<>(latents);
    all.putAll(data);
    return all;
  }
}
