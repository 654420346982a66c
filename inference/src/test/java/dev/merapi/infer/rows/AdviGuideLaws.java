package dev.merapi.infer.rows;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.multivariateNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Guides of all kinds are fitted to a density that no program computes. */
class AdviGuideLaws {
  private static final int ROWS = 60;
  private static final Advi SHORT = Advi.of(4).steps(1500);

  private static Map<String, Tensor> rows() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Tensor> rows = new LinkedHashMap<>();
    rows.put("x", Tensor.of(random.doubles(ROWS, 0, 2).toArray()));
    rows.put("y", Tensor.of(random.doubles(ROWS, -1, 3).toArray()));
    return rows;
  }

  private static Tensor get(Map<String, Tensor> rows, String column) {
    return rows.getOrDefault(column, Tensor.scalar(0));
  }

  /** A line; the posterior of its two numbers is normal, and they are correlated. */
  private static Model<?> line(Map<String, Tensor> rows) {
    Tensor y = get(rows, "y");
    return let(
        sample("a", normal(0, 2)),
        sample("b", normal(0, 2)),
        (a, b) ->
            plate(
                "rows",
                y.size(0),
                _ -> observe("y", normal(get(rows, "x").times(b).plus(a), 1), y)));
  }

  private static RowDensity density() {
    return RowModel.of("rows", AdviGuideLaws::line).block(15).on(rows());
  }

  /** ln p(y), where y is normal with covariance I + 4 (1 1ᵀ + x xᵀ). */
  private static double evidence() {
    Tensor x = get(rows(), "x").unsqueeze(1);
    Tensor one = Tensor.ones(Shape.of(ROWS, 1));
    Tensor covariance =
        Tensor.eye(ROWS).plus(one.matmul(one.transpose()).plus(x.matmul(x.transpose())).times(4));
    return multivariateNormal(Tensor.zeros(Shape.of(ROWS)), covariance)
        .logDensity(get(rows(), "y"))
        .item();
  }

  /** Where the guide is the posterior, ln p − ln q is the evidence at every draw. */
  private static void assertFound(Guide guide, double error) {
    Advi.Guided fit = SHORT.run(density(), guide, Key.of(1));
    double[] weights = fit.logWeights(100, Key.of(2));
    for (double weight : weights) {
      assertEquals(evidence(), weight, error);
    }
    assertEquals(0, fit.skipped());
    assertArrayEquals(weights, SHORT.run(density(), guide, Key.of(1)).logWeights(100, Key.of(2)));
  }

  @Test
  void correlatedNumbersAreFound() {
    assertFound(Guide.multivariate(), 0.5);
    assertFound(Guide.lowRank(1), 0.5);
  }

  @Test
  void aProgramOfOnesOwn() {
    assertFound(
        Guide.program(
            let(
                param("m", Tensor.scalar(0)),
                param("s", Tensor.scalar(0.1), Constraints.positive()),
                param("slope", Tensor.scalar(0)),
                param("c", Tensor.scalar(0)),
                param("t", Tensor.scalar(0.1), Constraints.positive()),
                (m, s, slope, c, t) ->
                    sample("b", normal(m, s))
                        .flatMap(b -> sample("a", normal(b.times(slope).plus(c), t))))),
        0.5);
    Advi.Guided fit = SHORT.run(density(), Guide.diagonal(), Key.of(1));
    assertEquals(List.of("latent.loc", "latent.scale"), List.copyOf(fit.parameters().keySet()));
    Advi.Fitted same = SHORT.run(density(), Key.of(3));
    double[] loc = fit.parameters().getOrDefault("latent.loc", Tensor.scalar(0)).toArray();
    assertArrayEquals(same.loc(), loc, 0.05);
    assertEquals(Shape.of(20), fit.posterior(20, Key.of(4)).get("a").shape());
  }

  private static void assertRefused(String start, Guide guide) {
    String said =
        assertThrows(
                ModelException.class, () -> SHORT.run(density(), guide, Key.of(1)).parameters())
            .getMessage();
    assertTrue(said.startsWith(start) && said.endsWith("."), said);
  }

  @Test
  void whatCannotBeIsASentence() {
    Model<Tensor> a = param("m", Tensor.scalar(0)).flatMap(m -> sample("a", normal(m, 1)));
    assertRefused("The guide has no site 'b'", Guide.program(a));
    Model<Tensor> both = a.flatMap(_ -> sample("b", normal(0, 1)));
    assertRefused(
        "Site 'c' of the guide is no site of the density",
        Guide.program(both.flatMap(_ -> sample("c", normal(0, 1)))));
    assertRefused(
        "The guide has numbers of shape [2] for site 'b'",
        Guide.program(a.flatMap(_ -> sample("b", normal(0, 1).expand(Shape.of(2)).toEvent(1)))));
    assertRefused("The guide draws nothing at random", Guide.delta());
    assertRefused(
        "The guide has no parameter",
        Guide.program(
            let(sample("a", normal(0, 1)), sample("b", normal(0, 1)), (_, y) -> pure(y))));
  }

  /** Of a positive number the logarithm is drawn. */
  @Test
  void freeNumbersAreDrawn() {
    RowDensity rates =
        RowModel.of(
                "rows",
                rows ->
                    sample("rate", gamma(3, 1))
                        .flatMap(
                            rate ->
                                plate(
                                    "rows",
                                    get(rows, "y").size(0),
                                    _ -> observe("y", normal(rate, 1), get(rows, "y")))))
            .block(15)
            .on(rows());
    Advi.Guided fit = SHORT.run(rates, Guide.normal(), Key.of(1));
    double loc = fit.parameters().values().iterator().next().item();
    double mean =
        Arrays.stream(fit.posterior(200, Key.of(2)).get("rate").toArray()).average().orElse(0);
    assertEquals(Math.exp(loc), mean, 0.1);
    Advi.Fitted same = SHORT.run(rates, Key.of(1));
    assertEquals(same.loc()[0], loc, 0.05);
    assertEquals(
        same.scale()[0],
        fit.parameters().getOrDefault("rate.scale", Tensor.scalar(0)).item(),
        0.2 * same.scale()[0]);
  }
}
