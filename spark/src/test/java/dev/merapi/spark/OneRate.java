package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** Counts around one rate. */
public final class OneRate implements GroupModel {
  /** By its name. */
  public OneRate() {}

  @Override
  public Model<?> model(Map<String, Tensor> data) {
    Tensor y = data.get("sold");
    return sample("rate", gamma(2, 1))
        .flatMap(rate -> plate("days", y.size(0), _ -> observe("sold", poisson(rate), y)));
  }

  @Override
  public Sampler sampler() {
    return Sampler.nuts().start(Start.uniform()).chains(1).warmUp(60).draws(40);
  }
}
