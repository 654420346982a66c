package dev.merapi.infer.rows;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
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
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A density in blocks of rows is the density of the program. */
class RowDensityLaws {
  private static Map<String, Tensor> rows(int n) {
    SplittableRandom random = new SplittableRandom(n);
    Map<String, Tensor> rows = new LinkedHashMap<>();
    rows.put("x", Tensor.of(random.doubles(3L * n, -1, 1).toArray(), Shape.of(n, 3)));
    rows.put("y", Tensor.of(random.doubles(n).map(Math::round).toArray()));
    return rows;
  }

  private static Tensor get(Map<String, Tensor> rows, String column) {
    return rows.getOrDefault(column, Tensor.scalar(0));
  }

  private static Model<?> logistic(Map<String, Tensor> rows) {
    return sample("a", normal(0, 1))
        .flatMap(
            a ->
                deterministic("odds", a.exp())
                    .flatMap(
                        _ ->
                            sample("b", normal(0, 1).expand(Shape.of(3)).toEvent(1))
                                .flatMap(
                                    b ->
                                        plate(
                                            "rows",
                                            get(rows, "y").size(0),
                                            _ ->
                                                observe(
                                                    "y",
                                                    bernoulliLogits(
                                                        get(rows, "x").matmul(b).plus(a)),
                                                    get(rows, "y"))))));
  }

  /** A latent choice for each row, which is summed out in its block. */
  private static Model<?> mixture(Map<String, Tensor> rows) {
    return sample("gap", halfNormal(2))
        .flatMap(
            gap ->
                plate(
                    "rows",
                    get(rows, "y").size(0),
                    _ ->
                        sample("high", bernoulli(0.3))
                            .flatMap(
                                high ->
                                    observe("y", normal(high.times(gap), 0.5), get(rows, "y")))));
  }

  private static void assertSame(Function<Map<String, Tensor>, Model<?>> program, int n, int b) {
    Potential whole = LogDensity.of(program.apply(rows(n))).potential();
    Potential parts = RowModel.of("rows", program).block(b).on(rows(n)).potential();
    int d = whole.dimension();
    double[] position = new double[d];
    Arrays.setAll(position, i -> 0.3 - 0.2 * i);
    double[] expected = new double[d];
    double[] found = new double[d];
    double value = whole.logDensityAndGradient(position, expected);
    assertEquals(value, parts.logDensityAndGradient(position, found), 1e-12 * Math.abs(value));
    assertArrayEquals(expected, found, 1e-11 * n);
  }

  @Test
  void blocksAddUpToTheProgram() {
    for (int block : List.of(1, 7, 40, 100, 101, 1000)) {
      assertSame(RowDensityLaws::logistic, 100, block);
      assertSame(RowDensityLaws::mixture, 100, block);
    }
    assertSame(RowDensityLaws::logistic, 40_000, 16_384);
  }

  @Test
  void aPosteriorTellsOfWhatStandsOutside() {
    RowDensity density = RowModel.of("rows", RowDensityLaws::logistic).block(64).on(rows(300));
    Sampler sampler = Sampler.nuts().chains(2).warmUp(60).draws(20);
    Posterior one = density.sample(sampler.threads(1), Key.of(1));
    Posterior two = density.sample(sampler.threads(2), Key.of(1));
    assertTrue(Arrays.deepEquals(one.rows(), two.rows()));
    assertEquals(List.of("a", "odds", "b"), one.quantities().stream().map(Quantity::name).toList());
    assertEquals(Math.exp(one.rows()[0][0][0]), one.rows()[0][0][1], 1e-15);
    Posterior mixed =
        RowModel.of("rows", RowDensityLaws::mixture).on(rows(50)).sample(sampler, Key.of(2));
    assertEquals(List.of("gap"), mixed.names());
  }

  private static void assertRefused(String part, Function<Map<String, Tensor>, Model<?>> program) {
    String said =
        assertThrows(
                ModelException.class,
                () -> RowModel.of("rows", program).block(16).on(rows(40)).potential())
            .getMessage();
    assertTrue(said.contains(part) && said.endsWith("."), said);
  }

  private static Model<?> with(Map<String, Tensor> rows, Function<Tensor, Model<?>> body) {
    return sample("mu", normal(0, 1))
        .flatMap(mu -> plate("rows", get(rows, "y").size(0), _ -> body.apply(mu).map(x -> x)));
  }

  @Test
  void whatCannotBeCutIsASentence() {
    assertRefused(
        "The rows of plate 'rows' depend on each other",
        rows ->
            with(
                rows,
                mu -> observe("y", normal(get(rows, "y").mean().times(mu), 1), get(rows, "y"))));
    assertRefused(
        "The rows of plate 'rows' depend on each other",
        rows ->
            with(
                rows,
                mu ->
                    sample("z", normal(mu, 1))
                        .flatMap(z -> observe("y", normal(z.plus(z.mean()), 1), get(rows, "y")))));
    assertRefused(
        "the support of one inside from columns",
        rows ->
            with(
                rows,
                mu ->
                    sample("z", uniform(Tensor.scalar(-1), get(rows, "y").plus(1)))
                        .flatMap(z -> observe("y", normal(z, 1), get(rows, "y")))));
    assertRefused(
        "The density outside of plate 'rows' depends on its rows",
        rows ->
            sample("mu", normal(get(rows, "y").mean(), 1))
                .flatMap(
                    mu ->
                        plate(
                            "rows",
                            get(rows, "y").size(0),
                            _ -> observe("y", normal(mu, 1), get(rows, "y")))));
    assertRefused(
        "A site outside of plate 'rows' is computed from its rows",
        rows ->
            deterministic("mean", get(rows, "y").mean())
                .flatMap(_ -> with(rows, mu -> observe("y", normal(mu, 1), get(rows, "y")))));
    assertRefused(
        "A dynamic model has no graph that could be cut into blocks",
        rows ->
            with(
                rows,
                mu ->
                    mu.item() > 0
                        ? observe("y", normal(mu, 1), get(rows, "y"))
                        : observe("y", normal(mu, 2), get(rows, "y"))));
    assertRefused(
        "It is run for blocks of several sizes",
        rows ->
            sample("mu", normal(0, 1))
                .flatMap(
                    mu -> plate("rows", 16, _ -> observe("y", normal(mu, 1), get(rows, "y")))));
    assertRefused(
        "The model has no site in a plate 'rows'",
        rows ->
            sample("mu", normal(0, 1))
                .flatMap(
                    mu ->
                        plate(
                            "cases",
                            get(rows, "y").size(0),
                            _ -> observe("y", normal(mu, 1), get(rows, "y")))));
    assertRefused(
        "Site 'k' is a discrete latent variable outside of plate 'rows'",
        rows ->
            sample("k", bernoulli(0.5))
                .flatMap(
                    k -> with(rows, mu -> observe("y", normal(mu.plus(k), 1), get(rows, "y")))));
  }

  @Test
  void columnsThatDoNotFitAreSentences() {
    RowModel model = RowModel.of("rows", RowDensityLaws::logistic);
    Map<String, Tensor> rows = rows(10);
    rows.put("y", Tensor.zeros(Shape.of(9)));
    String said = assertThrows(ArgumentException.class, () -> model.on(rows)).getMessage();
    assertTrue(said.contains("column 'y' has shape [9], and those before have 10 rows"), said);
    assertThrows(ArgumentException.class, () -> model.on(Map.of()));
    assertThrows(ArgumentException.class, () -> model.block(0));
  }

  /** The first run sees the first block alone; a value in another is held against its site too. */
  @Test
  void rowsOutsideOfTheSupportAreNamed() {
    Map<String, Tensor> rows = new LinkedHashMap<>(rows(40));
    double[] y = get(rows, "y").toArray();
    y[35] = 2;
    rows.put("y", Tensor.of(y));
    String said =
        assertThrows(
                ModelException.class,
                () -> RowModel.of("rows", RowDensityLaws::logistic).block(16).on(rows).blocks())
            .getMessage();
    assertTrue(said.startsWith("Site 'y' cannot have the value of row 35, where x is ["), said);
  }
}
