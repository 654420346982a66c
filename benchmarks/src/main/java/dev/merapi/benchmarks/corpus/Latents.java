package dev.merapi.benchmarks.corpus;

import static dev.merapi.benchmarks.corpus.Priors.normal0;
import static dev.merapi.benchmarks.corpus.Priors.normals;
import static dev.merapi.benchmarks.corpus.Priors.positive;
import static dev.merapi.benchmarks.corpus.Priors.positives;
import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.dirichletMultinomial;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Factors, topics, components, hidden layers and maps. */
final class Latents {
  private Latents() {}

  static List<Study> all() {
    Numbers numbers = new Numbers(51);
    return List.of(
        factors(numbers),
        matrix(numbers),
        topics(numbers),
        mixture(numbers, 20),
        clusters(numbers),
        network(numbers),
        classes(numbers),
        neighbours(numbers, false),
        neighbours(numbers, true),
        field(numbers),
        teams(numbers));
  }

  // @formatter:off
  private static Study factors(Numbers numbers) {
    Tensor y = numbers.normals(300, 3).matmul(numbers.normals(3, 15)).plus(numbers.normals(300, 15));
    Model<Tensor> model =
        normals("w", 3, 15).flatMap(w ->
        normals("z", 300, 3).flatMap(z ->
        positives("s", 15).flatMap(s ->
        observe("y", normal(z.matmul(w), s).toEvent(2), y))));
    return new Study("factor_analysis", Map.of("y", y), model);
  }

  private static Study matrix(Numbers numbers) {
    Tensor row = numbers.belows(200, 5000);
    Tensor column = numbers.belows(100, 5000);
    Tensor y = numbers.normals(5000);
    Model<Tensor> model =
        normals("u", 200, 8).flatMap(u ->
        normals("v", 100, 8).flatMap(v ->
        positive("s").flatMap(s ->
        plate("rows", 5000, _ -> {
          Tensor scores = u.matmul(v.transpose()).reshape(-1);
          return observe("y", normal(scores.get(row.times(100).plus(column)), s), y);
        }))));
    return new Study("matrix_factorisation", Map.of("row", row, "column", column, "y", y), model);
  }

  private static Study topics(Numbers numbers) {
    Tensor y = numbers.poissons(numbers.uniforms(100, 200).square().times(3));
    Model<Tensor> model =
        sample("theta", dirichlet(Tensor.full(Shape.of(20), 0.5)).expand(Shape.of(100)).toEvent(1)).flatMap(theta ->
        sample("phi", dirichlet(Tensor.full(Shape.of(200), 0.5)).expand(Shape.of(20)).toEvent(1)).flatMap(phi ->
        factor("y", theta.matmul(phi).log().times(y).sum())));
    return new Study("lda", Map.of("y", y), model);
  }

  private static Study mixture(Numbers numbers, int k) {
    Tensor y = numbers.belows(k, 1000).minus(k / 2.0).plus(numbers.normals(1000).times(0.3));
    Model<Tensor> model =
        sample("weights", dirichlet(Tensor.ones(Shape.of(k)))).flatMap(weights ->
        sample("mu", normal(0, 10).expand(Shape.of(k)).toEvent(1)).flatMap(mu ->
        positives("s", k).flatMap(s -> {
          Tensor parts = normal(mu, s).logDensity(y.unsqueeze(1)).plus(weights.log());
          return factor("y", parts.logSumExp(1).sum());
        })));
    return new Study("mixture_20", Map.of("y", y), model);
  }

  /** 1000 points of four coordinates in five clusters. */
  private static Study clusters(Numbers numbers) {
    Tensor cells = numbers.belows(5, 1000).unsqueeze(1).times(4).plus(Tensor.arange(4));
    Tensor y = numbers.normals(20).times(3).get(cells).plus(numbers.normals(1000, 4));
    Model<Tensor> model =
        sample("weights", dirichlet(Tensor.ones(Shape.of(5)))).flatMap(weights ->
        sample("mu", normal(0, 3).expand(Shape.of(5, 4)).toEvent(2)).flatMap(mu ->
        positive("s").flatMap(s -> {
          Tensor parts = normal(mu, s).logDensity(y.unsqueeze(1)).sum(2).plus(weights.log());
          return factor("y", parts.logSumExp(1).sum());
        })));
    return new Study("clusters", Map.of("y", y), model);
  }

  private static Study network(Numbers numbers) {
    Tensor x = numbers.normals(1000, 4);
    Tensor y = x.slice(1, 0, 1).squeeze(1).sin().plus(numbers.normals(1000).times(0.1));
    Model<Tensor> model =
        normals("w1", 4, 16).flatMap(w1 ->
        normals("b1", 16).flatMap(b1 ->
        normals("w2", 16).flatMap(w2 ->
        positive("s").flatMap(s ->
        plate("rows", 1000, _ ->
        observe("y", normal(x.matmul(w1).plus(b1).tanh().matmul(w2), s), y))))));
    return new Study("network", Map.of("x", x, "y", y), model);
  }

  private static Study classes(Numbers numbers) {
    Tensor x = numbers.normals(1000, 8);
    Tensor y = numbers.belows(3, 1000);
    Model<Tensor> model =
        normals("w1", 8, 12).flatMap(w1 ->
        normals("w2", 12, 12).flatMap(w2 ->
        normals("w3", 12, 3).flatMap(w3 ->
        plate("rows", 1000, _ -> {
          Tensor hidden = x.matmul(w1).tanh().matmul(w2).tanh();
          return observe("y", categoricalLogits(hidden.matmul(w3)), y);
        }))));
    return new Study("network_3_classes", Map.of("x", x, "y", y), model);
  }

  /** Counts on a map of 20 × 20 cells; with own effects it is that of Besag, York, Mollié and Riebler. */
  private static Study neighbours(Numbers numbers, boolean own) {
    int side = 20;
    int n = side * side;
    double[] one = new double[2 * side * (side - 1)];
    double[] two = new double[one.length];
    int edge = 0;
    for (int i = 0; i < n; i++) {
      if (i % side < side - 1) {
        one[edge] = i;
        two[edge++] = i + 1;
      }
      if (i < n - side) {
        one[edge] = i;
        two[edge++] = i + side;
      }
    }
    Tensor from = Tensor.of(one);
    Tensor to = Tensor.of(two);
    Tensor y = numbers.poissons(numbers.normals(n).times(0.5).plus(1).exp());
    Model<Tensor> model =
        normal0("a", 2).flatMap(a ->
        positive("s").flatMap(s ->
        sample("rho", beta(2, 2)).flatMap(rho ->
        normals("z", n).flatMap(z ->
        sample("phi", normal(0, 10).expand(Shape.of(n)).toEvent(1)).flatMap(phi -> {
          Tensor smooth = phi.get(from).minus(phi.get(to)).square().sum().times(-0.5);
          Tensor centre = normal(0, 0.001 * n).logDensity(phi.sum());
          Tensor effect = own ? phi.times(rho.sqrt()).plus(z.times(rho.unaryMinus().plus(1).sqrt())) : phi;
          return factor("map", smooth.plus(centre)).flatMap(_ ->
              plate("cells", n, _ -> observe("y", poisson(effect.times(s).plus(a).exp()), y)));
        })))));
    return new Study(own ? "bym2" : "icar", Map.of("from", from, "to", to, "y", y), model);
  }

  /** A Gaussian process on 80 points of the plane, of which signs were seen. */
  private static Study field(Numbers numbers) {
    Tensor x = numbers.normals(80, 2);
    Tensor distance = x.unsqueeze(1).minus(x).square().sum(2);
    Tensor y = numbers.flags(x.slice(1, 0, 1).squeeze(1).times(2).sigmoid());
    Model<Tensor> model =
        positive("rho").flatMap(rho ->
        positive("alpha").flatMap(alpha -> {
          Tensor kernel = distance.div(rho.square().plus(0.1).times(-2)).exp().times(alpha.square());
          Tensor covariance = kernel.plus(Tensor.eye(80).times(1e-3));
          return sample("f", MultivariateNormal.ofCovariance(Tensor.zeros(Shape.of(80)), covariance)).flatMap(f ->
              observe("y", bernoulliLogits(f).toEvent(1), y));
        }));
    return new Study("gp_classification", Map.of("x", x, "y", y), model);
  }

  private static Study teams(Numbers numbers) {
    Tensor y = numbers.poissons(numbers.uniforms(100, 6).times(8));
    Tensor total = y.sum(1);
    Model<Tensor> model =
        sample("p", dirichlet(Tensor.ones(Shape.of(6)))).flatMap(p ->
        positive("s").flatMap(s ->
        plate("rows", 100, _ ->
        observe("y", dirichletMultinomial(p.times(s.times(50).plus(1)), total), y))));
    return new Study("dirichlet_multinomial", Map.of("y", y), model);
  }
  // @formatter:on
}
