package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Sales of a store: counts around a rate that differs from day to day. */
public final class StoreSales implements GroupModel {
  private static final int DAYS = 6;

  /** By its name. */
  public StoreSales() {}

  private static Model<Tensor> prior(int days, Function<Tensor, Model<Tensor>> sales) {
    return sample("level", normal(1, 0.5))
        .flatMap(
            level ->
                sample("spread", halfNormal(0.5))
                    .flatMap(
                        spread ->
                            plate(
                                "days",
                                days,
                                _ ->
                                    sample("z", normal(0, 1))
                                        .flatMap(
                                            z -> sales.apply(level.plus(spread.times(z)).exp())))));
  }

  @Override
  public Model<?> model(Map<String, Tensor> data) {
    Tensor y = data.getOrDefault("sold", Tensor.scalar(0));
    return prior(y.size(0), rate -> observe("sold", poisson(rate), y));
  }

  @Override
  public Sampler sampler() {
    return Sampler.nuts().start(Start.uniform()).chains(1).warmUp(60).draws(40);
  }

  @Override
  public Map<String, Tensor> simulate(Key key) {
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    Trace trace = Trace.run(key, prior(DAYS, rate -> sample("sold", poisson(rate)))).trace();
    trace.latents().forEach(site -> drawn.put(site.name(), site.value()));
    return drawn;
  }
}
