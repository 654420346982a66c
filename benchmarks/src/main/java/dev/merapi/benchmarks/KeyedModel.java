package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.logNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Model;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * A model with a guide, whose draws and bounds are functions of a key.
 *
 * @param draws how many predictive draws are asked for at once
 */
record KeyedModel(Model<?> model, Model<?> guide, int draws) {

  /** All models by name. */
  static SequencedMap<String, Supplier<KeyedModel>> all() {
    SequencedMap<String, Supplier<KeyedModel>> models = new LinkedHashMap<>();
    models.put("es", () -> new KeyedModel(PeerModels.schools(), schoolsGuide(), 4000));
    models.put("gmm", () -> mixture(PeerData.mixture(1000)));
    models.put("lr10k", () -> regression(PeerData.logistic(10_000, 100, 1002), 10_000));
    models.put("lr10k/256", () -> regression(PeerData.logistic(10_000, 100, 1002), 256));
    models.put("post100", () -> new KeyedModel(hundredSchools(), hundredsGuide(), 4000));
    models.put("100+100", () -> new KeyedModel(hundreds(), hundredsGuide(), 4000));
    return models;
  }

  // @formatter:off
  private static Model<?> meanField(String name, Shape shape) {
    return param(name + "_loc", Tensor.full(shape, 0.1)).flatMap(loc ->
           param(name + "_scale", Tensor.full(shape, 0.5), Constraints.positive()).flatMap(scale ->
           sample(name, normal(loc, scale).toEvent(shape.rank()))));
  }

  private static Model<?> schoolsGuide() {
    return meanField("mu", Shape.SCALAR).flatMap(_ ->
           param("tau_loc", Tensor.scalar(0.1)).flatMap(loc ->
           param("tau_scale", Tensor.scalar(0.5), Constraints.positive()).flatMap(scale ->
           sample("tau", logNormal(loc, scale)).flatMap(_ ->
           plate("schools", 8, schools ->
           param("z_loc", Tensor.full(Shape.of(8), 0.1)).flatMap(at ->
           param("z_scale", Tensor.full(Shape.of(8), 0.5), Constraints.positive()).flatMap(width ->
           sample("z", normal(at, width)))))))));
  }

  /** Three components, one assignment a number, summed out. */
  private static KeyedModel mixture(Tensor y) {
    Model<?> model =
           param("weights", Tensor.of(0.2, 0.3, 0.5), Constraints.simplex()).flatMap(weights ->
           sample("means", normal(0, 5).expand(Shape.of(3)).toEvent(1)).flatMap(means ->
           plate("rows", y.size(0), rows ->
           sample("c", categorical(weights)).flatMap(c ->
           observe("y", normal(means.get(c), 1), y)))));
    return new KeyedModel(new ConfigEnumerate().on(model), meanField("means", Shape.of(3)), 4000);
  }

  private static KeyedModel regression(PeerData.Regression data, int size) {
    int d = data.x().size(1);
    Model<?> model =
           sample("alpha", normal(0, 1)).flatMap(alpha ->
           sample("beta", normal(0, 1).expand(Shape.of(d)).toEvent(1)).flatMap(beta ->
           plate("rows", data.x().size(0)).subsampleSize(size).each(rows ->
           observe("y", Bernoulli.ofLogits(rows.subsample(data.x(), 1).matmul(beta).plus(alpha)), rows.subsample(data.y())))));
    Model<?> guide =
           meanField("alpha", Shape.SCALAR).flatMap(_ -> meanField("beta", Shape.of(d)));
    return new KeyedModel(model, guide, 200);
  }

  private static Model<?> hundreds() {
    return sample("mu", normal(0, 1)).flatMap(mu ->
           sample("sigma", halfNormal(1)).flatMap(sigma ->
           plate("rows", 100, rows ->
           sample("x", normal(mu, sigma)).flatMap(_ ->
           sample("n", poisson(mu.exp()))))));
  }

  /** Eight schools, a hundred of them, with data, so that there is something to predict anew. */
  private static Model<?> hundredSchools() {
    return sample("mu", normal(0, 5)).flatMap(mu ->
           sample("tau", halfNormal(5)).flatMap(tau ->
           plate("schools", 100, schools ->
           sample("theta", normal(mu, tau)).flatMap(theta ->
           observe("y", normal(theta, 10), Tensor.arange(100))))));
  }

  private static Model<?> hundredsGuide() {
    return pure(0);
  }
  // @formatter:on
}
