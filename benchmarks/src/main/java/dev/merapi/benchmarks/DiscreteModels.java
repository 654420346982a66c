package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * Models with discrete latent sites that are enumerated: the hidden Markov models of {@link
 * PeerModels} with one site a step under {@code markov}, and its mixture with one assignment a
 * number.
 */
final class DiscreteModels {
  private DiscreteModels() {}

  /** All models by name, as hmm4_500 for 4 states and 500 steps. */
  static SequencedMap<String, Supplier<Model<?>>> all() {
    SequencedMap<String, Supplier<Model<?>>> models = new LinkedHashMap<>();
    models.put("hmm4_500", () -> chain(4, PeerData.chain(4, 500, 5001)));
    models.put("hmm4_10000", () -> chain(4, PeerData.chain(4, 10_000, 5003)));
    models.put("hmm16_200", () -> chain(16, PeerData.chain(16, 200, 5002)));
    models.put("hmm16_500", () -> chain(16, PeerData.chain(16, 500, 5004)));
    models.put("hmm16_10000", () -> chain(16, PeerData.chain(16, 10_000, 5005)));
    models.put("gmm_100000", () -> mixture(PeerData.mixture(100_000)));
    return models;
  }

  // @formatter:off
  private static Model<?> chain(int k, Tensor y) {
    Shape rest = Shape.of(k - 1);
    return sample("q", normal(0, 1).expand(Shape.of(k, k)).toEvent(2)).flatMap(q ->
           sample("m1", normal(1 - k, 1)).flatMap(first ->
           sample("d", normal(0.5, 0.5).expand(rest).toEvent(1)).flatMap(d ->
           sample("sigma", halfNormal(1)).flatMap(sigma -> {
             Tensor means = Tensor.concat(0, first.unsqueeze(0), d.exp().cumsum(0).plus(first));
             Tensor moves = q.plus(Tensor.eye(k).times(2));
             return markov("chain", 1, Vector.range(0, y.size(0)), Tensor.scalar(0), (before, t) ->
                 sample("z_" + t, categoricalLogits(t == 0 ? Tensor.zeros(Shape.of(k)) : moves.get(before))).flatMap(z ->
                 observe("y_" + t, normal(means.get(z), sigma), y.get(t)).map(_ -> z)));
           }))));
  }

  private static Model<?> mixture(Tensor y) {
    return sample("m1", normal(0, 5)).flatMap(first ->
           sample("d", normal(0, 1).expand(Shape.of(2)).toEvent(1)).flatMap(d ->
           sample("a", normal(0, 1).expand(Shape.of(2)).toEvent(1)).flatMap(a ->
           sample("sigma", halfNormal(2).expand(Shape.of(3)).toEvent(1)).flatMap(sigma -> {
             Tensor means = Tensor.concat(0, first.unsqueeze(0), d.exp().cumsum(0).plus(first));
             Tensor logits = a.pad(0, 1, 0);
             return plate("data", y.size(0), _ ->
                 sample("z", categoricalLogits(logits)).flatMap(z ->
                 observe("y", normal(means.get(z), sigma.get(z)), y)));
           }))));
  }

  // @formatter:on

  /** The model of that name. */
  static Model<?> named(String name) {
    Map<String, Supplier<Model<?>>> models = all();
    Supplier<Model<?>> model = models.get(name);
    if (model == null) {
      throw new ArgumentException(
          "There is no discrete model '%s'; there are %s".formatted(name, models.keySet()));
    }
    return model.get();
  }
}
