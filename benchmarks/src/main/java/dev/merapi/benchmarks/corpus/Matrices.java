package dev.merapi.benchmarks.corpus;

import static dev.merapi.benchmarks.corpus.Priors.normals;
import static dev.merapi.benchmarks.corpus.Priors.positive;
import static dev.merapi.benchmarks.corpus.Priors.positives;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.lkjCholesky;
import static dev.merapi.distributions.Distributions.mixture;
import static dev.merapi.distributions.Distributions.multivariateNormalTril;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Covariances, filters, and vectors for each row. */
final class Matrices {
  private Matrices() {}

  static List<Study> all() {
    Numbers numbers = new Numbers(71);
    return List.of(
        vectors(numbers), clusters(numbers), filter(numbers), columns(numbers), rows(numbers));
  }

  // @formatter:off
  private static Study vectors(Numbers numbers) {
    Tensor y = numbers.normals(500, 4);
    Tensor before = y.slice(0, 0, 499);
    Tensor now = y.slice(0, 1, 500);
    Model<Tensor> model =
        normals("a", 4, 4).flatMap(a ->
        positives("tau", 4).flatMap(tau ->
        sample("l", lkjCholesky(4, 2)).flatMap(l ->
        plate("steps", 499, _ -> {
          Tensor mean = before.matmul(a.transpose());
          return observe("y", multivariateNormalTril(mean, l.times(tau.unsqueeze(1))), now);
        }))));
    return new Study("vector_autoregression", Map.of("y", y), model);
  }

  private static Study clusters(Numbers numbers) {
    int k = 5;
    int d = 4;
    Tensor y = numbers.normals(1000, d);
    Model<Tensor> model =
        sample("w", dirichlet(Tensor.ones(Shape.of(k)))).flatMap(w ->
        normals("mu", k, d).flatMap(mu ->
        sample("tau", halfNormal(1).expand(Shape.of(k, d)).toEvent(2)).flatMap(tau ->
        sample("l", lkjCholesky(d, 2).expand(Shape.of(k)).toEvent(1)).flatMap(l ->
        plate("rows", 1000, _ -> {
          Tensor root = l.times(tau.unsqueeze(2));
          return observe("y", mixture(w, multivariateNormalTril(mu, root)), y);
        })))));
    return new Study("correlated_clusters", Map.of("y", y), model);
  }

  /** A level and its trend, seen with noise: both are integrated out. */
  private static Study filter(Numbers numbers) {
    Tensor y = numbers.normals(500);
    Tensor move = Tensor.of(new double[][] {{1, 1}, {0, 1}});
    Model<Tensor> model =
        positive("q").flatMap(q ->
        positive("r").flatMap(r ->
        sample("rho", beta(2, 2)).flatMap(rho -> {
          List<Tensor> start = List.of(Tensor.zeros(Shape.of(2)), Tensor.eye(2));
          Tensor terms = Loop.scan(start, List.of(y), (state, now) -> {
            Tensor mean = move.matmul(state.get(0)).times(rho);
            Tensor cov = move.matmul(state.get(1)).matmul(move.transpose()).plus(Tensor.eye(2).times(q));
            Tensor error = now.getFirst().minus(mean.get(0));
            Tensor size = cov.get(0).get(0).plus(r);
            Tensor gain = cov.get(0).div(size);
            List<Tensor> next = List.of(
                mean.plus(gain.times(error)), cov.minus(gain.outer(gain).times(size)));
            Tensor term = error.square().div(size).plus(size.log()).times(-0.5);
            return new Loop.State(next, List.of(term));
          }).outputs().getFirst();
          return factor("y", terms.sum());
        })));
    return new Study("kalman_scan", Map.of("y", y), model);
  }

  private static Study columns(Numbers numbers) {
    Tensor x = numbers.normals(2000, 20);
    Tensor y = numbers.normals(2000);
    Model<Tensor> model =
        normals("knot", 20).flatMap(knot ->
        normals("b", 20).flatMap(b ->
        positive("s").flatMap(s ->
        plate("rows", 2000, _ -> observe("y", normal(x.minus(knot).tanh().matmul(b), s), y)))));
    return new Study("additive_bends", Map.of("x", x, "y", y), model);
  }

  private static Study rows(Numbers numbers) {
    Tensor g = numbers.belows(200, 5000);
    Tensor h = numbers.belows(100, 5000);
    Tensor y = numbers.normals(5000);
    Model<Tensor> model =
        normals("u", 200, 8).flatMap(u ->
        normals("v", 100, 8).flatMap(v ->
        positive("s").flatMap(s ->
        plate("rows", 5000, _ -> observe("y", normal(u.get(g).times(v.get(h)).sum(1), s), y)))));
    return new Study("products_of_rows", Map.of("g", g, "h", h, "y", y), model);
  }
  // @formatter:on
}
