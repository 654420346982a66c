package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Draw i of a prediction has the bits of a run of the program under the key folded by i. */
class PredictiveLaws {
  private static final Key KEY = Key.of(11);

  private static void check(Model<?> model, int n) {
    Map<String, Tensor> draws = Predictive.prior(model, KEY, n);
    for (int i = 0; i < n; i++) {
      Trace trace = Trace.run(KEY.fold(i), new Uncondition().on(model)).trace();
      for (String name : draws.keySet()) {
        assertEquals(trace.value(name), draws.get(name).get(i), name + " of draw " + i);
      }
    }
  }

  private static Model<Tensor> regression(Tensor x) {
    return sample("beta", normal(0, 1).expand(Shape.of(3)).toEvent(1))
        .flatMap(
            beta ->
                sample("sigma", halfNormal(2))
                    .flatMap(
                        sigma ->
                            plate("rows", x.size(0))
                                .each(
                                    _ ->
                                        deterministic("mu", x.matmul(beta), 0)
                                            .flatMap(
                                                mu ->
                                                    observe(
                                                        "y",
                                                        normal(mu, sigma),
                                                        Tensor.zeros(Shape.of(x.size(0))))))));
  }

  private static Model<Tensor> mixed() {
    return sample("rate", gamma(2, 0.5))
        .flatMap(
            rate ->
                plate("p", 40)
                    .subsampleSize(7)
                    .each(
                        p ->
                            sample("n", poisson(rate))
                                .flatMap(
                                    n ->
                                        sample("k", categorical(Tensor.of(0.2, 0.3, 0.5)))
                                            .flatMap(
                                                k ->
                                                    sample("b", bernoulli(k.times(0.2).plus(0.1)))
                                                        .map(
                                                            b ->
                                                                p.subsample(Tensor.arange(40))
                                                                    .plus(n)
                                                                    .plus(b)))))
                    .flatMap(sum -> deterministic("sum", sum)));
  }

  @Test
  void staticProgramsGiveTheirBits() {
    Tensor x = normal(0, 1).sample(Key.of(3), Shape.of(20, 3));
    check(regression(x), 50);
    check(mixed(), 1);
    check(mixed(), 700);
  }

  /** A loop of attempts has no rule along another axis, so draws come one after the other. */
  @Test
  void programsWithAttemptsGiveTheirBits() {
    check(
        sample("h", Hurdle.ofProbs(poisson(Tensor.of(0.5, 3)), Tensor.scalar(0.2)).toEvent(1)),
        100);
  }

  @Test
  void programsThatDecideByNumbersGiveTheirBits() {
    Model<Tensor> dynamic =
        sample("z", bernoulli(0.4))
            .flatMap(z -> z.item() == 1 ? sample("x", normal(0, 1)) : pure(z))
            .flatMap(_ -> sample("y", normal(0, 1)));
    Map<String, Tensor> draws = Predictive.prior(dynamic, KEY, 30);
    for (int i = 0; i < 30; i++) {
      Trace trace = Trace.run(KEY.fold(i), dynamic).trace();
      assertEquals(trace.value("z"), draws.get("z").get(i));
      assertEquals(trace.value("y"), draws.get("y").get(i));
    }
  }

  @Test
  void noDrawsAreNoColumns() {
    assertEquals(Map.of(), Predictive.prior(mixed(), KEY, 0));
  }
}
