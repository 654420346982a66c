package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** Counts of which only the sum is observed. */
public final class OneTotal implements GroupModel {
  /** By its name. */
  public OneTotal() {}

  @Override
  public Model<?> model(Map<String, Tensor> data) {
    Tensor y = data.get("sold");
    return sample("rate", gamma(2, 1))
        .flatMap(rate -> observe("total", poisson(rate.times(y.size(0))), y.sum()));
  }
}
