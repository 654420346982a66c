package dev.merapi.infer.rows;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.studentT;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
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

/** Numbers of each row that are not integrated out are part of a position, each in its block. */
class LocalSitesOfRowsLaws {
  private static final int ROWS = 23;

  private static Map<String, Tensor> rows() {
    SplittableRandom random = new SplittableRandom(ROWS);
    Map<String, Tensor> rows = new LinkedHashMap<>();
    rows.put("y", Tensor.of(random.doubles(ROWS, -2, 2).toArray()));
    rows.put("k", Tensor.of(random.ints(ROWS, 0, 3).toArray()));
    rows.put("v", Tensor.of(random.doubles(2L * ROWS, -2, 2).toArray(), Shape.of(ROWS, 2)));
    return rows;
  }

  private static Tensor get(Map<String, Tensor> rows, String column) {
    return rows.getOrDefault(column, Tensor.scalar(0));
  }

  private static Function<Map<String, Tensor>, Model<?>> of(
      Function<Tensor, Function<Map<String, Tensor>, Model<Tensor>>> body) {
    return rows ->
        let(
            sample("m", normal(0, 1)),
            sample("s", halfNormal(1)),
            (m, s) ->
                plate("rows", get(rows, "y").size(0), _ -> body.apply(m.plus(s)).apply(rows)));
  }

  private static int offset(List<Coordinate> sites, String name) {
    return sites.stream()
        .filter(site -> site.site().equals(name))
        .findFirst()
        .orElseThrow()
        .offset();
  }

  /** A position of one density as that of another. */
  private static double[] moved(double[] from, List<Coordinate> sites, List<Coordinate> to) {
    double[] moved = new double[from.length];
    for (Coordinate site : sites) {
      System.arraycopy(from, site.offset(), moved, offset(to, site.site()), site.size());
    }
    return moved;
  }

  private static void assertSame(
      Function<Map<String, Tensor>, Model<?>> closed,
      Function<Map<String, Tensor>, Model<?>> program) {
    LogDensity whole = LogDensity.of(closed.apply(rows()));
    Potential expected = whole.potential();
    int n = expected.dimension();
    double[] position = new double[n];
    Arrays.setAll(position, i -> 0.6 - 0.37 * (i % 5));
    double[] right = new double[n];
    double value = expected.logDensityAndGradient(position, right);
    for (int block : List.of(1, 7, 100)) {
      RowDensity density = RowModel.of("rows", program).block(block).on(rows());
      List<Coordinate> sites = density.coordinates();
      double[] found = new double[n];
      assertEquals(
          value,
          density
              .potential()
              .logDensityAndGradient(moved(position, whole.coordinates(), sites), found),
          1e-11 * Math.abs(value));
      assertArrayEquals(right, moved(found, sites, whole.coordinates()), 1e-10);
    }
  }

  private static void assertSame(Function<Map<String, Tensor>, Model<?>> program) {
    assertSame(program, program);
  }

  private static Model<Tensor> y(Map<String, Tensor> rows, Tensor loc, Tensor scale) {
    return observe("y", normal(loc, scale), get(rows, "y"));
  }

  private static final Function<Map<String, Tensor>, Model<?>> HEAVY =
      of(m -> rows -> sample("z", studentT(4, m, 1)).flatMap(z -> y(rows, z, Tensor.scalar(0.5))));

  @Test
  void blocksAddUpToTheProgram() {
    assertSame(HEAVY);
    assertSame(of(m -> rows -> sample("v", gamma(2, 1)).flatMap(v -> y(rows, m, v))));
    assertSame(
        of(
            m ->
                rows ->
                    sample("p", dirichlet(1, 2, 3))
                        .flatMap(
                            p ->
                                y(rows, m, Tensor.scalar(1))
                                    .flatMap(_ -> observe("k", categorical(p), get(rows, "k"))))));
  }

  /** With a choice that it depends on, which is summed out. */
  @Test
  void besideAChoice() {
    assertSame(
        of(
            m ->
                rows ->
                    let(
                        sample("c", bernoulli(0.3)),
                        sample("z", studentT(4, m, 1)),
                        (c, z) -> y(rows, z.plus(c), Tensor.scalar(0.4)))));
    assertSame(
        of(
            m ->
                rows ->
                    sample("c", bernoulli(0.3))
                        .flatMap(c -> sample("u", normal(c.times(m), 1)))
                        .flatMap(u -> y(rows, u, Tensor.scalar(0.4)))));
  }

  /** One is integrated out given the other. */
  @Test
  void besideANormalOne() {
    assertSame(
        of(
            m ->
                rows ->
                    sample("v", gamma(2, 1))
                        .flatMap(v -> y(rows, m, v.square().plus(0.25).sqrt()))),
        of(
            m ->
                rows ->
                    sample("v", gamma(2, 1))
                        .flatMap(v -> sample("u", normal(m, v)))
                        .flatMap(u -> y(rows, u, Tensor.scalar(0.5)))));
  }

  /**
   * The rows are the inner of two axes, so that the numbers of a block do not follow each other.
   */
  @Test
  void otherPlatesAround() {
    Function<Map<String, Tensor>, Model<?>> program =
        rows ->
            sample("m", normal(0, 1))
                .flatMap(
                    m ->
                        plate(
                            "rows",
                            get(rows, "y").size(0),
                            _ ->
                                plate(
                                    "sides",
                                    2,
                                    _ ->
                                        sample("z", studentT(4, m, 1))
                                            .flatMap(
                                                z ->
                                                    observe(
                                                        "v",
                                                        normal(z, 0.5),
                                                        get(rows, "v").transpose())))));
    assertSame(program);
  }

  @Test
  void aPosteriorTellsOfEachRow() {
    RowDensity density = RowModel.of("rows", HEAVY).block(7).on(rows());
    Sampler sampler = Sampler.nuts().chains(2).warmUp(30).draws(5);
    Posterior one = density.sample(sampler.threads(1), Key.of(1));
    Posterior two = density.sample(sampler.threads(2), Key.of(1));
    assertTrue(Arrays.deepEquals(one.rows(), two.rows()));
    assertEquals(
        List.of("m", "s", "z"),
        one.quantities().stream().map(quantity -> quantity.name()).toList());
    assertEquals(Shape.of(10, ROWS), one.get("z").shape());
    assertEquals(
        List.of("rows"),
        one.quantities().getLast().axes().stream().map(axis -> axis.name()).toList());
    assertEquals(one.rows()[0][3][2 + 9], one.get("z").get(3).get(9).item());
  }

  /** Over all choices of blocks the mean is the whole; rows that were not chosen are not moved. */
  @Test
  void someBlocks() {
    RowDensity density = RowModel.of("rows", HEAVY).block(6).on(rows());
    int n = 2 + ROWS;
    double[] position = new double[n];
    Arrays.setAll(position, i -> 0.2 * (i % 4) - 0.3);
    double[] right = new double[n];
    double value = density.potential().logDensityAndGradient(position, right);
    double mean = 0;
    double[] slope = new double[n];
    BlockSum.Some some = density.some();
    for (int b = 0; b < 4; b++) {
      double[] gradient = new double[n];
      mean += some.at(new int[] {b}, position, gradient) / 4;
      for (int i = 0; i < n; i++) {
        slope[i] += gradient[i] / 4;
        assertTrue(i < 2 || (i - 2) / 6 == b || gradient[i] == 0);
      }
    }
    assertEquals(value, mean, 1e-11 * Math.abs(value));
    assertArrayEquals(right, slope, 1e-11);
  }
}
