package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Do;
import dev.merapi.infer.dims.Axis;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Prediction for data of another length, for new groups beside known ones, and against the facts.
 */
class NewDataExamples {
  private static final int DRAWS = 2000;

  /** Groups with effects around μ, each observed once. */
  private static Model<Tensor> groups(List<String> names) {
    return sample("mu", normal(0, 1))
        .flatMap(
            mu ->
                plate(
                    "group",
                    names,
                    _ ->
                        sample("theta", normal(mu, 0.5))
                            .flatMap(
                                theta ->
                                    observe(
                                        "y",
                                        normal(theta, 0.1),
                                        Tensor.zeros(Shape.of(names.size()))))));
  }

  /** Draws with μ = 10 and the known effects 1, 2, 3 of A, B and C in each. */
  private static Posterior draws() {
    double[] mu = new double[DRAWS];
    Arrays.fill(mu, 10);
    double[] theta = new double[3 * DRAWS];
    Arrays.setAll(theta, i -> 1 + i % 3);
    Map<String, Tensor> draws = new LinkedHashMap<>();
    draws.put("mu", Tensor.of(mu, Shape.of(1, DRAWS)));
    draws.put("theta", Tensor.of(theta, Shape.of(1, DRAWS, 3)));
    return Posterior.of(draws)
        .named(Map.of("theta", List.of(Axis.labelled("group", List.of("A", "B", "C")))));
  }

  /** Known groups keep their values wherever they stand, new ones are drawn from what is above. */
  @Test
  void newGroupsAreDrawnAndKnownOnesKept() {
    Map<String, Tensor> found =
        Predictive.posterior(groups(List.of("D", "C", "A", "E")), draws(), Key.of(1));
    assertEquals(Set.of("theta", "y"), found.keySet());
    double[] theta = found.get("theta").toArray();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      assertEquals(3, theta[4 * i + 1]);
      assertEquals(1, theta[4 * i + 2]);
      sum += theta[4 * i] / DRAWS;
      squares += (theta[4 * i] - 10) * (theta[4 * i + 3] - 10) / DRAWS;
    }
    assertEquals(10, sum, 6 * 0.5 / Math.sqrt(DRAWS));
    assertEquals(0, squares, 6 * 0.25 / Math.sqrt(DRAWS));
    double[] y = found.get("y").toArray();
    for (int i = 0; i < 4 * DRAWS; i++) {
      assertEquals(theta[i], y[i], 0.6, "data follow the groups");
    }
  }

  @Test
  void groupsOfTheDrawsInAnotherOrderAreTheSameGroups() {
    Map<String, Tensor> found = Predictive.posterior(groups(List.of("C", "A", "B")), draws(), 1);
    assertArrayEquals(new double[] {3, 1, 2}, Arrays.copyOf(found.get("theta").toArray(), 3));
    assertEquals(
        Set.of("y"), Predictive.posterior(groups(List.of("A", "B", "C")), draws(), 1).keySet());
  }

  @Test
  void groupsWithoutNamesAreASentence() {
    Posterior unnamed =
        Posterior.of(
            Map.of("mu", Tensor.zeros(Shape.of(1, 2)), "theta", Tensor.zeros(Shape.of(1, 2, 3))));
    Model<Tensor> more = groups(List.of("A", "B", "C", "D"));
    String message =
        assertThrows(ModelException.class, () -> Predictive.posterior(more, unnamed, 1))
            .getMessage();
    assertTrue(message.contains("without labels nobody can tell"), message);
    assertEquals(
        Shape.of(2, 4), Predictive.posterior(more, unnamed.only("mu"), 1).get("theta").shape());
  }

  /** Groups inside of groups: a new child of a new parent follows it. */
  @Test
  void newGroupsFollowNewGroups() {
    Model<Tensor> nested =
        plate("group", List.of("A", "N"), _ -> sample("theta", normal(0, 100)))
            .flatMap(
                theta ->
                    plate("child", List.of("old", "new"), _ -> sample("phi", normal(theta, 0.01))));
    Map<String, Tensor> draws = new LinkedHashMap<>();
    draws.put("theta", Tensor.of(new double[] {5}, Shape.of(1, 1, 1)));
    draws.put("phi", Tensor.of(new double[] {7}, Shape.of(1, 1, 1)));
    Posterior posterior =
        Posterior.of(draws)
            .named(
                Map.of(
                    "theta", List.of(Axis.labelled("group", List.of("A"))),
                    "phi", List.of(Axis.labelled("child", List.of("old")))));
    Map<String, Tensor> found = Predictive.posterior(nested, posterior, Key.of(3));
    double[] theta = found.get("theta").toArray();
    double[] phi = found.get("phi").toArray();
    assertEquals(5, theta[0]);
    assertEquals(7, phi[0]);
    assertEquals(theta[1], phi[1], 0.1);
  }

  /** Data of another length: parameters stay, data are drawn for the new rows. */
  @Test
  void newDataMayHaveAnotherLength() {
    Posterior posterior = Posterior.of(Map.of("b", Tensor.of(new double[] {1, 2}, Shape.of(1, 2))));
    Tensor y = Predictive.posterior(line(Tensor.arange(5)), posterior, 1).get("y");
    assertEquals(Shape.of(2, 5), y.shape());
    assertEquals(8, y.get(1).get(4).item(), 0.1);
  }

  private static Model<Tensor> line(Tensor x) {
    return sample("b", normal(0, 1))
        .flatMap(
            b ->
                plate(
                    "row",
                    x.size(0),
                    _ -> observe("y", normal(b.times(x), 0.01), Tensor.zeros(x.shape()))));
  }

  /** What would have been: noise as it was, treatment as it is set. */
  @Test
  void interventionsKeepWhatIsLatent() {
    Model<Tensor> model =
        sample("noise", normal(0, 1))
            .flatMap(
                noise ->
                    sample("dose", normal(noise, 1))
                        .flatMap(
                            dose ->
                                deterministic("effect", dose.times(3).plus(noise), 0)
                                    .flatMap(e -> observe("y", normal(e, 0.01), 4))));
    Posterior posterior =
        Posterior.of(
            Map.of(
                "noise", Tensor.of(new double[] {1, -1}, Shape.of(1, 2)),
                "dose", Tensor.of(new double[] {1, 2}, Shape.of(1, 2))));
    Map<String, Tensor> fact = Predictive.posterior(model, posterior, 1);
    assertArrayEquals(new double[] {4, 5}, fact.get("effect").toArray());
    Map<String, Tensor> counter = Predictive.posterior(Do.of("dose", 0.0).on(model), posterior, 1);
    assertArrayEquals(new double[] {1, -1}, counter.get("effect").toArray());
    assertEquals(-1, counter.get("y").get(1).item(), 0.1);
  }
}
