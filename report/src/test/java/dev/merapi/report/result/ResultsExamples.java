package dev.merapi.report.result;

import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.dims.Axis;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dims are called as plates, and plates of one size are told apart. */
class ResultsExamples {
  private static final List<String> SCHOOLS = List.of("Choate", "Exeter");

  /** Two plates of one size, and a site with a dim of its own. */
  private static Model<Tensor> model() {
    return plate("school", SCHOOLS, _ -> sample("theta", normal(0, 1)))
        .flatMap(
            theta ->
                sample("share", dirichlet(Tensor.ones(dev.merapi.tensor.Shape.of(2))))
                    .flatMap(
                        _ ->
                            plate("school", SCHOOLS)
                                .dim(-1)
                                .each(
                                    _ ->
                                        plate("year", 2)
                                            .dim(-2)
                                            .each(
                                                _ ->
                                                    observe(
                                                        "y",
                                                        normal(theta, 1),
                                                        Tensor.of(
                                                            new double[][] {{1, 2}, {3, 4}}))))));
  }

  private static Posterior posterior() {
    return Posterior.sample(Sampler.nuts().warmUp(30).draws(6).chains(2), model(), Key.of(1));
  }

  @Test
  void dimsHaveTheNamesAndLabelsOfPlates() {
    Posterior posterior = posterior();
    Results results = Results.of(model(), posterior);
    assertEquals(List.of("chain", "draw", "school"), dims(results, "posterior", "theta"));
    assertEquals(
        SCHOOLS, results.group("posterior").variables().get("theta").axes().getLast().labels());
    assertEquals(List.of("chain", "draw", "share_dim_0"), dims(results, "posterior", "share"));
    assertEquals(List.of("year", "school"), dims(results, "observed_data", "y"));
    assertEquals(Kind.FLAG, results.group("sample_stats").variables().get("diverging").kind());
    Results more =
        results.with(
            Results.PREDICTIVE, model(), Predictive.posterior(model(), posterior, Key.of(2)));
    assertEquals(List.of("chain", "draw", "year", "school"), dims(more, Results.PREDICTIVE, "y"));
  }

  @Test
  void resultsGiveThePosteriorBack() {
    Posterior posterior = posterior();
    Posterior back = Results.of(model(), posterior).posterior();
    assertEquals(posterior.summary().parameters(), back.summary().parameters());
    assertEquals(posterior.advice(), back.advice());
  }

  @Test
  void labelsTellElementsApart() {
    String message =
        assertThrows(ModelException.class, () -> plate("school", List.of("A", "A"))).getMessage();
    assertTrue(message.contains("two elements of one label"), message);
  }

  @Test
  void aChainWithoutDrawsIsASentence() {
    Posterior none =
        Posterior.of(Map.of("mu", Tensor.of(new double[0], dev.merapi.tensor.Shape.of(1, 0))));
    String message = assertThrows(ArgumentException.class, () -> Results.of(none)).getMessage();
    assertTrue(message.contains("has no draws"), message);
  }

  private static List<String> dims(Results results, String group, String name) {
    return results.group(group).variables().get(name).axes().stream().map(Axis::name).toList();
  }
}
