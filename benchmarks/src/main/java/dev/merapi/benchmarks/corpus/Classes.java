package dev.merapi.benchmarks.corpus;

import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.orderedLogistic;
import static dev.merapi.distributions.Distributions.orderedProbit;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Outcomes in classes, ordered and not. */
final class Classes {
  private static final int N = 2000;

  private Classes() {}

  static List<Study> all() {
    Numbers numbers = new Numbers(21);
    Tensor x = numbers.normals(N, 20);
    Tensor y = numbers.draws(x.matmul(numbers.normals(20, 5).times(0.7)).softmax(-1));
    Tensor few = numbers.normals(N, 10);
    Tensor cuts = Tensor.of(-2, -0.5, 0.5, 2);
    Tensor eta = few.matmul(numbers.normals(10).times(0.5));
    Tensor logistic = odds(numbers.uniforms(N)).plus(eta);
    Tensor ordered = logistic.unsqueeze(-1).gt(cuts).sum(-1);
    return List.of(
        new Study("softmax", Map.of("x", x, "y", y), softmax(x, y)),
        new Study("ordered_logit", Map.of("x", few, "y", ordered), logit(few, ordered)),
        new Study("ordered_probit", Map.of("x", few, "y", ordered), probit(few, ordered)));
  }

  // @formatter:off
  private static Model<Tensor> softmax(Tensor x, Tensor y) {
    return sample("w", normal(0, 1).expand(Shape.of(20, 5)).toEvent(2)).flatMap(w ->
           sample("b", normal(0, 1).expand(Shape.of(5)).toEvent(1)).flatMap(b ->
           plate("rows", N, _ -> observe("y", categoricalLogits(x.matmul(w).plus(b)), y))));
  }

  private static Model<Tensor> logit(Tensor x, Tensor y) {
    return sample("b", normal(0, 1).expand(Shape.of(10)).toEvent(1)).flatMap(b ->
           sample("c0", normal(0, 2)).flatMap(first ->
           sample("d", normal(0, 1).expand(Shape.of(3)).toEvent(1)).flatMap(d ->
           plate("rows", N, _ -> observe("y", orderedLogistic(x.matmul(b), cuts(first, d)), y)))));
  }

  private static Model<Tensor> probit(Tensor x, Tensor y) {
    return sample("b", normal(0, 1).expand(Shape.of(10)).toEvent(1)).flatMap(b ->
           sample("c0", normal(0, 2)).flatMap(first ->
           sample("d", normal(0, 1).expand(Shape.of(3)).toEvent(1)).flatMap(d ->
           plate("rows", N, _ -> observe("y", orderedProbit(x.matmul(b), cuts(first, d)), y)))));
  }

  // @formatter:on

  private static Tensor odds(Tensor p) {
    return p.log().minus(p.unaryMinus().log1p());
  }

  private static Tensor cuts(Tensor first, Tensor d) {
    return Tensor.concat(0, first.unsqueeze(0), d.exp().cumsum(0).plus(first));
  }
}
