package dev.merapi.benchmarks.corpus;

import static dev.merapi.benchmarks.corpus.Priors.normal0;
import static dev.merapi.benchmarks.corpus.Priors.normals;
import static dev.merapi.benchmarks.corpus.Priors.positive;
import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.betaMean;
import static dev.merapi.distributions.Distributions.binomialLogits;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.laplace;
import static dev.merapi.distributions.Distributions.negativeBinomialMean;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.distributions.Distributions.studentT;
import static dev.merapi.distributions.Distributions.zeroInflated;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Regressions of every link, sparse ones, and one that is not linear. */
final class Regressions {
  private static final int N = 5000;
  private static final int K = 5;

  private Regressions() {}

  static List<Study> all() {
    Numbers numbers = new Numbers(31);
    Tensor x = numbers.normals(N, K);
    Tensor eta = x.matmul(Tensor.of(0.3, -0.2, 0.1, 0, 0.5)).plus(0.2);
    Tensor continuous = eta.plus(numbers.normals(N).times(0.7));
    Tensor counts = numbers.poissons(eta.exp());
    Tensor flags = numbers.flags(eta.sigmoid());
    Tensor shares = continuous.sigmoid();
    Tensor trials = Tensor.full(Shape.of(N), 10);
    Tensor successes = eta.sigmoid().times(10).round();
    Tensor zeros = counts.times(numbers.flags(Tensor.full(Shape.of(N), 0.7)));
    return List.of(
        one("linear", x, continuous, (z, s) -> normal(z, s)),
        one("student_t", x, continuous, (z, s) -> studentT(Tensor.scalar(4), z, s)),
        one("poisson", x, counts, (z, s) -> poisson(z.exp())),
        one(
            "negative_binomial",
            x,
            counts,
            (z, s) -> negativeBinomialMean(z.exp(), s.reciprocal())),
        one("gamma_log", x, continuous.exp(), (z, s) -> gamma(s, s.div(z.exp()))),
        one("beta", x, shares, (z, s) -> betaMean(z.sigmoid(), s.times(10))),
        one("binomial", x, successes, (z, s) -> binomialLogits(trials, z)),
        one("probit", x, flags, (z, s) -> bernoulli(z.normalCdf())),
        one("cloglog", x, flags, (z, s) -> bernoulli(z.exp().unaryMinus().expm1().unaryMinus())),
        one(
            "zero_inflated",
            x,
            zeros,
            (z, s) -> zeroInflated(poisson(z.exp()), s.unaryMinus().exp())),
        crossed(numbers, x),
        horseshoe(numbers),
        lasso(numbers),
        doseResponse(numbers));
  }

  private static Study one(
      String name, Tensor x, Tensor y, BiFunction<Tensor, Tensor, Distribution> likelihood) {
    // @formatter:off
    Model<Tensor> model =
        normal0("a", 2).flatMap(a ->
        normals("b", K).flatMap(b ->
        positive("s").flatMap(s ->
        plate("rows", N, _ -> observe("y", likelihood.apply(x.matmul(b).plus(a), s), y)))));
    // @formatter:on
    return new Study(name, Map.of("x", x, "y", y), model);
  }

  // @formatter:off
  /** Counts with effects of 100 and 50 groups. */
  private static Study crossed(Numbers numbers, Tensor x) {
    Tensor g = numbers.belows(100, N);
    Tensor h = numbers.belows(50, N);
    Tensor levels = numbers.normals(100).times(0.5).get(g).plus(numbers.normals(50).times(0.3).get(h));
    Tensor y = numbers.poissons(x.matmul(Tensor.of(0.3, -0.2, 0.1, 0, 0.5)).plus(levels).plus(1).exp());
    Model<Tensor> model =
        normal0("a", 2).flatMap(a ->
        normals("b", K).flatMap(b ->
        positive("s1").flatMap(s1 ->
        positive("s2").flatMap(s2 ->
        sample("phi", halfCauchy(5)).flatMap(phi ->
        normals("u", 100).flatMap(u ->
        normals("v", 50).flatMap(v ->
        plate("rows", N, _ -> {
          Tensor z = x.matmul(b).plus(a).plus(u.times(s1).get(g)).plus(v.times(s2).get(h));
          return observe("y", negativeBinomialMean(z.exp(), phi), y);
        }))))))));
    return new Study("negative_binomial_crossed", Map.of("x", x, "g", g, "h", h, "y", y), model);
  }

  private static Study horseshoe(Numbers numbers) {
    Tensor x = numbers.normals(200, 100);
    Tensor y = x.slice(1, 0, 5).matmul(Tensor.of(3, -2, 1.5, 1, -1)).plus(numbers.normals(200));
    Model<Tensor> model =
        sample("tau", halfCauchy(1)).flatMap(tau ->
        positive("s").flatMap(s ->
        sample("lambda", halfCauchy(1).expand(Shape.of(100)).toEvent(1)).flatMap(lambda ->
        normals("z", 100).flatMap(z ->
        plate("rows", 200, _ ->
        observe("y", normal(x.matmul(z.times(lambda).times(tau)), s), y))))));
    return new Study("horseshoe", Map.of("x", x, "y", y), model);
  }

  private static Study lasso(Numbers numbers) {
    Tensor x = numbers.normals(500, 50);
    Tensor y = x.slice(1, 0, 3).matmul(Tensor.of(1, -1, 2)).plus(numbers.normals(500));
    Model<Tensor> model =
        positive("s").flatMap(s ->
        sample("b", laplace(0, 0.5).expand(Shape.of(50)).toEvent(1)).flatMap(b ->
        plate("rows", 500, _ -> observe("y", normal(x.matmul(b), s), y))));
    return new Study("lasso", Map.of("x", x, "y", y), model);
  }

  /** bottom + range · xʰ / (xʰ + halfʰ). */
  private static Study doseResponse(Numbers numbers) {
    Tensor x = numbers.uniforms(750).times(10).plus(0.1);
    Tensor h2 = x.square();
    Tensor y = h2.div(h2.plus(9)).times(4).plus(1).plus(numbers.normals(750).times(0.2));
    Model<Tensor> model =
        normal0("bottom", 2).flatMap(bottom ->
        positive("range").flatMap(range ->
        positive("half").flatMap(half ->
        positive("h").flatMap(h ->
        positive("s").flatMap(s ->
        plate("rows", 750, _ -> {
          Tensor power = x.pow(h);
          Tensor mean = power.div(power.plus(half.pow(h))).times(range).plus(bottom);
          return observe("y", normal(mean, s), y);
        }))))));
    return new Study("dose_response", Map.of("x", x, "y", y), model);
  }
  // @formatter:on
}
