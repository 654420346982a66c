package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Model;
import dev.merapi.effects.Network;
import dev.merapi.infer.Svi;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * What is fitted by steps, and how many steps a second NumPyro 0.21 makes in its compiled loop, in
 * doubles, on one core of an AMD EPYC.
 */
record VariationalModel(Svi svi, double numpyro) {

  /** All cases by name. */
  static SequencedMap<String, Supplier<VariationalModel>> all() {
    SequencedMap<String, Supplier<VariationalModel>> all = new LinkedHashMap<>();
    all.put("lr_mini", () -> regression(256, 2641));
    all.put("lr_full", () -> regression(10_000, 5036));
    all.put("gmm_delta", () -> mixture(Guide.delta(), 69_600));
    all.put("gmm_normal", () -> mixture(Guide.normal(), 44_400));
    all.put("vae", VariationalModel::autoencoder);
    return all;
  }

  private static Svi adam(Model<?> model, Guide guide, double rate) {
    return Svi.of(model, guide).optimiser(Optimiser.adam(rate)).tolerance(0);
  }

  // @formatter:off
  private static VariationalModel regression(int size, double numpyro) {
    PeerData.Regression data = PeerData.logistic(10_000, 100, 1002);
    Model<?> model =
           sample("alpha", normal(0, 1)).flatMap(alpha ->
           sample("beta", normal(0, 1).expand(Shape.of(100)).toEvent(1)).flatMap(beta ->
           plate("rows", 10_000).subsampleSize(size).each(rows ->
           observe("y", Bernoulli.ofLogits(rows.subsample(data.x(), 1).matmul(beta).plus(alpha)), rows.subsample(data.y())))));
    return new VariationalModel(adam(model, Guide.normal(), 0.01), numpyro);
  }

  /** Three components in the order of their means; the assignments are summed out. */
  private static VariationalModel mixture(Guide guide, double numpyro) {
    Tensor y = PeerData.mixture(1000);
    Tensor zero = Tensor.zeros(Shape.of(1));
    Model<?> model =
           sample("m1", normal(0, 5)).flatMap(m1 ->
           sample("d", normal(0, 1).expand(Shape.of(2)).toEvent(1)).flatMap(d ->
           sample("a", normal(0, 1).expand(Shape.of(2)).toEvent(1)).flatMap(a ->
           sample("sigma", halfNormal(2).expand(Shape.of(3)).toEvent(1)).flatMap(sigma ->
           plate("rows", 1000, _ ->
           sample("z", categoricalLogits(Tensor.concat(0, zero, a))).flatMap(z ->
           observe("y", normal(Tensor.concat(0, zero, d.exp().cumsum(0)).plus(m1).get(z), sigma.get(z)), y)))))));
    return new VariationalModel(adam(model, guide, 0.01), numpyro);
  }

  private static Network relu() {
    return Network.of(x -> x.maximum(Tensor.scalar(0)));
  }

  /** 784–400–20, minibatches of 128 of 1280 rows of flags. */
  private static VariationalModel autoencoder() {
    Tensor column = Tensor.arange(784).mod(28).div(28).times(0.5).plus(0.2);
    Tensor data = dev.merapi.distributions.Distributions.bernoulli(column).sample(Key.of(3), Shape.of(1280));
    Model<?> model =
           module("decoder", Network.linear(20, 400).then(relu()).then(Network.linear(400, 784))).flatMap(decoder ->
           plate("rows", 1280).subsampleSize(128).each(rows ->
           sample("z", normal(0, 1).expand(Shape.of(20)).toEvent(1)).flatMap(z ->
           observe("x", Bernoulli.ofLogits(decoder.apply(z)).toEvent(1), rows.subsample(data, 1)))));
    Model<?> guide =
           module("encoder", Network.linear(784, 400).then(relu())).flatMap(encoder ->
           module("mean", Network.linear(400, 20)).flatMap(mean ->
           module("width", Network.linear(400, 20)).flatMap(width ->
           plate("rows", 1280).subsampleSize(128).each(rows -> {
             Tensor h = encoder.apply(rows.subsample(data, 1));
             return sample("z", normal(mean.apply(h), width.apply(h).exp()).toEvent(1));
           }))));
    return new VariationalModel(adam(model, Guide.program(guide), 1e-3), 127);
  }
  // @formatter:on
}
