package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.HmmLogSum;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models on which probabilistic programming systems are compared here, in the field's usual
 * parametrisation.
 */
final class PeerModels {
  private PeerModels() {}

  /** The model of that name. */
  static Model<Tensor> named(String name) {
    Model<Tensor> model = all().get(name);
    if (model == null) {
      throw new ArgumentException(
          "There is no reference model '%s'; there are %s.".formatted(name, all().keySet()));
    }
    return model;
  }

  /** All models, by name. */
  static Map<String, Model<Tensor>> all() {
    Map<String, Model<Tensor>> models = new LinkedHashMap<>();
    models.put("es", schools());
    models.put("lr1k", logistic(PeerData.logistic(1000, 20, 1001)));
    models.put("lr10k", logistic(PeerData.logistic(10_000, 100, 1002)));
    models.put("radon", radon(PeerData.radon()));
    models.put("gp", gaussianProcess(PeerData.sine()));
    models.put("mvn50", correlated(50));
    models.put("gmm", mixture(PeerData.mixture(1000)));
    models.put("hmm4", chain(4, PeerData.chain(4, 500, 5001)));
    models.put("hmm16", chain(16, PeerData.chain(16, 200, 5002)));
    return models;
  }

  // @formatter:off
  /** Eight schools, non-centred. */
  static Model<Tensor> schools() {
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor sigma = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    return sample("mu", normal(0, 5)).flatMap(mu ->
           sample("tau", halfCauchy(5)).flatMap(tau ->
           plate("schools", 8, schools ->
           sample("z", normal(0, 1)).flatMap(z ->
           observe("y", normal(mu.plus(tau.times(z)), sigma), y)))));
  }

  private static Model<Tensor> logistic(PeerData.Regression data) {
    int d = data.x().size(1);
    return sample("alpha", normal(0, 1)).flatMap(alpha ->
           sample("beta", normal(0, 1).expand(Shape.of(d)).toEvent(1)).flatMap(beta ->
           plate("rows", data.x().size(0), rows ->
           observe("y", Bernoulli.ofLogits(data.x().matmul(beta).plus(alpha)), data.y()))));
  }

  private static Model<Tensor> radon(PeerData.Houses data) {
    return sample("mu_a", normal(0, 10)).flatMap(mu ->
           sample("sigma_a", halfNormal(1)).flatMap(sigma ->
           sample("beta", normal(0, 10)).flatMap(beta ->
           sample("sigma_y", halfNormal(1)).flatMap(noise ->
           plate("counties", 85, counties -> sample("z", normal(0, 1))).flatMap(z ->
           plate("houses", 919, houses -> {
             Tensor level = mu.plus(sigma.times(z)).get(data.county());
             return observe("y", normal(level.plus(beta.times(data.floor())), noise), data.y());
           }))))));
  }

  private static Model<Tensor> gaussianProcess(PeerData.Regression data) {
    int n = data.y().size(0);
    Tensor distance = data.x().minus(data.x().transpose()).square();
    return sample("rho", InverseGamma.of(Tensor.scalar(5), Tensor.scalar(5))).flatMap(rho ->
           sample("alpha", halfNormal(1)).flatMap(alpha ->
           sample("sigma", halfNormal(1)).flatMap(sigma -> {
             Tensor kernel = distance.div(rho.square().times(-2)).exp().times(alpha.square());
             Tensor covariance = kernel.plus(Tensor.eye(n).times(sigma.square().plus(1e-6)));
             Tensor zero = Tensor.zeros(Shape.of(n));
             return observe("y", MultivariateNormal.ofCovariance(zero, covariance), data.y());
           })));
  }

  private static Model<Tensor> correlated(int n) {
    double[] factor = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        factor[i * n + j] = i == j ? 1 : 0.5 * Math.sin(i + 2 * j + 1) / Math.sqrt(n);
      }
    }
    Tensor scale = Tensor.of(factor, Shape.of(n, n));
    return sample("x", MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(n)), scale));
  }

  /** Three components along a dim left of the data, summed out by hand. */
  private static Model<Tensor> mixture(Tensor y) {
    return sample("m1", normal(0, 5)).flatMap(first ->
           sample("d", normal(0, 1).expand(Shape.of(2)).toEvent(1)).flatMap(d ->
           sample("a", normal(0, 1).expand(Shape.of(2)).toEvent(1)).flatMap(a ->
           sample("sigma", halfNormal(2).expand(Shape.of(3)).toEvent(1)).flatMap(sigma -> {
             Tensor second = first.plus(d.get(0).exp());
             Tensor means = Tensor.stack(0, first, second, second.plus(d.get(1).exp()));
             Tensor logits = Tensor.concat(0, Tensor.of(0), a).logSoftmax(0);
             Tensor parts =
                 normal(means.unsqueeze(1), sigma.unsqueeze(1)).logDensity(y).plus(logits.unsqueeze(1));
             return plate("rows", y.size(0), rows -> factor("y", parts.logSumExp(0)));
           }))));
  }

  private static Model<Tensor> chain(int k, Tensor y) {
    Shape rest = Shape.of(k - 1);
    return sample("q", normal(0, 1).expand(Shape.of(k, k)).toEvent(2)).flatMap(q ->
           sample("m1", normal(1 - k, 1)).flatMap(first ->
           sample("d", normal(0.5, 0.5).expand(rest).toEvent(1)).flatMap(d ->
           sample("sigma", halfNormal(1)).flatMap(sigma -> {
             Tensor means = Tensor.concat(0, first.unsqueeze(0), d.exp().cumsum(0).plus(first));
             Tensor transition = q.plus(Tensor.eye(k).times(2)).logSoftmax(1);
             Tensor evidence = normal(means.unsqueeze(1), sigma).logDensity(y).transpose();
             Tensor start = Tensor.full(Shape.of(k), -Math.log(k));
             return factor("y", new HmmLogSum().on(start, transition, evidence));
           }))));
  }
  // @formatter:on
}
