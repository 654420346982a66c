package dev.merapi.laws.verify;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** Another account of how data come about, written without the model. */
@FunctionalInterface
public interface Simulator {
  /**
   * Data by name, made of values of the latent sites. Latent sites may be among the result; the
   * others keep the values that the model has drawn from its prior.
   */
  Map<String, Tensor> simulate(Map<String, Tensor> latents, Key key);
}
