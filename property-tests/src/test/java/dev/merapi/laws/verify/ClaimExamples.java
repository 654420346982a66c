package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Scale;
import dev.merapi.infer.Sampler;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What users claim in a line: each beside a model that it does not hold for. */
class ClaimExamples {
  private static final Tensor Y = Tensor.linspace(-1.3, 2.1, 12);
  private static final Tensor GROUP = Tensor.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);

  private static Model<?> mean(Function<Tensor, Model<?>> likelihood) {
    return let(sample("mu", normal(0, 1)), likelihood::apply);
  }

  private static Model<?> rows(Tensor y, Function<Tensor, Distribution> row) {
    return mean(mu -> plate("row", y.size(0), _ -> observe("y", row.apply(mu), y)));
  }

  private static void fails(Verify verify, String check, String said) {
    Verdict verdict = verify.only(check).verdict();
    assertTrue(
        !verdict.holds() && verdict.failures().getFirst().outcome().sentence().contains(said),
        verdict::toString);
  }

  @Test
  void moreOfTheSameDataTellMore() {
    Sampler brief = Sampler.nuts().warmUp(200).draws(250).chains(2);
    Verify.that(d -> rows(d.get("y"), mu -> normal(mu, 1)), Map.of("y", Y))
        .sampler(brief)
        .rows("y")
        .moreData("mu")
        .only("more data")
        .assertHolds();
    Verify averaged =
        Verify.that(
            d -> {
              double each = 1.0 / d.get("y").size(0);
              return mean(
                  mu ->
                      plate(
                          "row",
                          d.get("y").size(0),
                          _ -> new Scale(each).on(observe("y", normal(mu, 1), d.get("y")))));
            },
            Map.of("y", Y));
    fails(averaged.sampler(brief).rows("y").moreData("mu"), "more data", "averaged");
  }

  @Test
  void dataDecideWherePriorsAreWide() {
    Sampler brief = Sampler.nuts().warmUp(300).draws(250).chains(2);
    Verify.that(rows(Y, mu -> normal(mu, 1)))
        .sampler(brief)
        .priorLimits("mu")
        .only("prior limits")
        .assertHolds();
    Model<?> lost =
        let(
            sample("a", normal(0, 1)),
            a ->
                mean(mu -> plate("row", 12, _ -> observe("y", normal(mu.plus(a.times(0)), 1), Y))));
    fails(
        Verify.that(lost).sampler(brief).priorLimits("a"),
        "prior limits",
        "the data do not decide");
    Model<?> twice =
        let(
            sample("mu", normal(0, 1)),
            mu ->
                factor("prior", normal(5, 1e-4).logProb(mu))
                    .andThen(plate("row", 12, _ -> observe("y", normal(mu, 1), Y))));
    fails(Verify.that(twice).sampler(brief).priorLimits("mu"), "prior limits", "does not hold it");
  }

  @Test
  void elementsHaveAnyNumbers() {
    Function<Function<Tensor, Tensor>, Function<Map<String, Tensor>, Model<?>>> model =
        chosen ->
            d ->
                let(
                    plate("group", 3, _ -> sample("a", normal(0, 2))),
                    a ->
                        plate(
                            "row",
                            12,
                            _ -> observe("y", normal(chosen.apply(a).get(d.get("g")), 1), Y)));
    Map<String, Tensor> data = Map.of("g", GROUP);
    Verify.that(model.apply(a -> a), data)
        .labels("group", "g")
        .only("labels of group")
        .assertHolds();
    fails(
        Verify.that(model.apply(a -> a.minus(a.get(0))), data).labels("group", "g"),
        "labels of group",
        "treated by its number");
  }

  @Test
  void otherDataAreTriedToo() {
    Function<Key, Map<String, Tensor>> some =
        key ->
            Map.of(
                "y",
                normal(0, 1).expand(Shape.of(3 + (int) key.words().get(0).item() % 5)).sample(key));
    Verify.that(d -> rows(d.get("y"), mu -> normal(mu, 1)), Map.of("y", Y))
        .data(some)
        .only("starts", "plates")
        .assertHolds();
    Verify fixed =
        Verify.that(
            d -> mean(mu -> plate("row", 12, _ -> observe("y", normal(mu, 1), d.get("y")))),
            Map.of("y", Y));
    fails(fixed.data(some), "starts", "With generated data of shapes {y=[");
  }

  @Test
  void platesAreShrunkToWhereWorldsAreFew() {
    Tensor y = Tensor.linspace(-2, 2, 24);
    Verdict verdict =
        Verify.that(
                d ->
                    mean(
                        mu ->
                            plate(
                                "row",
                                d.get("y").size(0),
                                _ ->
                                    let(
                                        sample("z", bernoulli(0.3)),
                                        z -> observe("y", normal(mu.times(z), 1), d.get("y"))))),
                Map.of("y", y))
            .rows("y")
            .only("sums")
            .verdict();
    assertEquals(
        new Outcome.Passed("64 worlds"), verdict.lines().getLast().outcome(), verdict::toString);
  }

  @Test
  void aFailureIsMadeSimpler() {
    Function<Map<String, Tensor>, Model<?>> model =
        d ->
            let(
                sample("a", normal(0, 1)),
                a ->
                    mean(
                        mu ->
                            plate(
                                "row",
                                d.get("y").size(0),
                                _ ->
                                    let(
                                        observe("x", normal(a, 1), d.get("y")),
                                        _ -> observe("y", normal(mu, 2), d.get("y"))))));
    Simulator meant =
        (x, key) -> {
          Shape shape = Y.shape();
          return Map.of(
              "x", normal(x.get("a"), 1).expand(shape).sample(key.fold("x")),
              "y", normal(x.get("mu"), 1).expand(shape).sample(key.fold("y")));
        };
    Map<String, Tensor> data = Map.of("x", Y, "y", Y);
    Verdict verdict =
        Verify.that(d -> named(model, d), data).simulator(meant).only("sites").verdict();
    String said = verdict.failures().getFirst().outcome().sentence();
    assertTrue(said.contains("It fails too with no data of 'x', 'a' held at ("), said);
    assertTrue(said.contains("'mu' held at ("), said);
  }

  private static Model<?> named(
      Function<Map<String, Tensor>, Model<?>> model, Map<String, Tensor> data) {
    return new Condition(Map.of("x", data.get("x"))).on(model.apply(data));
  }

  @Test
  void theDataAtHandAreUnlikePredictions() {
    Sampler brief = Sampler.nuts().warmUp(200).draws(250).chains(2);
    Tensor y = normal(0.4, 1).expand(Shape.of(40)).sample(Key.of(3));
    Verify.that(rows(y, mu -> normal(mu, 1))).sampler(brief).only("predictions").assertHolds();
    fails(
        Verify.that(rows(y.times(6), mu -> normal(mu, 1))).sampler(brief),
        "predictions",
        "too narrow");
    Tensor counts = poisson(3).expand(Shape.of(40)).sample(Key.of(4));
    Function<Tensor, Model<?>> few = c -> rows(c, mu -> poisson(mu.plus(1).exp()));
    Verify.that(few.apply(counts)).sampler(brief).only("predictions").assertHolds();
    fails(
        Verify.that(few.apply(gammaPoisson(2, 0.3).expand(Shape.of(100)).sample(Key.of(5))))
            .sampler(brief),
        "predictions",
        "too narrow");
  }

  @Test
  void whatRunsIsExplained() {
    String said = Verify.that(rows(Y, mu -> normal(mu, 1))).explain();
    assertTrue(said.startsWith("THOROUGH: some seconds; it cannot see"), said);
    assertTrue(said.contains("ranks                  errs 1e-05  sees"), said);
    assertTrue(said.contains("gradient               never errs"), said);
  }
}
