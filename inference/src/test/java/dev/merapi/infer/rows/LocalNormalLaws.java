package dev.merapi.infer.rows;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.multivariateNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Normal numbers of each row are integrated out as closed forms say. */
class LocalNormalLaws {
  private static Map<String, Tensor> rows(int n) {
    SplittableRandom random = new SplittableRandom(n);
    Map<String, Tensor> rows = new LinkedHashMap<>();
    rows.put("x", Tensor.of(random.doubles(2L * n, -1, 1).toArray(), Shape.of(n, 2)));
    rows.put("y", Tensor.of(random.doubles(n, -2, 2).toArray()));
    rows.put("z", Tensor.of(random.doubles(n, -2, 2).toArray()));
    rows.put("v", Tensor.of(random.doubles(3L * n, -2, 2).toArray(), Shape.of(n, 3)));
    return rows;
  }

  private static Tensor get(Map<String, Tensor> rows, String column) {
    return rows.getOrDefault(column, Tensor.scalar(0));
  }

  /** A mean m, scales s and t, a slope b, and then the rows. */
  private static Function<Map<String, Tensor>, Model<?>> of(
      BiFunction<List<Tensor>, Map<String, Tensor>, Model<?>> body) {
    return rows ->
        let(
            sample("m", normal(0, 1)),
            sample("s", halfNormal(1)),
            sample("t", halfNormal(1)),
            sample("b", normal(0, 1)),
            (m, s, t, b) ->
                plate(
                    "rows",
                    get(rows, "y").size(0),
                    _ -> body.apply(List.of(m, s, t, b), rows).map(x -> x)));
  }

  private static void assertSame(
      Function<Map<String, Tensor>, Model<?>> closed,
      Function<Map<String, Tensor>, Model<?>> latent,
      Map<String, Tensor> rows) {
    Potential expected = LogDensity.of(closed.apply(rows)).potential();
    double[] position = {0.4, -0.3, -0.6, 0.7};
    double[] right = new double[4];
    double value = expected.logDensityAndGradient(position, right);
    for (int block : List.of(7, 1000)) {
      RowDensity density = RowModel.of("rows", latent).block(block).on(rows);
      assertEquals(
          List.of("m", "s", "t", "b"),
          density.coordinates().stream().map(Coordinate::site).toList());
      double[] found = new double[4];
      assertEquals(
          value,
          density.potential().logDensityAndGradient(position, found),
          1e-10 * (1 + Math.abs(value)));
      for (int i = 0; i < 4; i++) {
        assertEquals(right[i], found[i], 1e-10 * (1 + Math.abs(value)));
      }
    }
  }

  private static Tensor root(Tensor a, Tensor b) {
    return a.square().plus(b.square()).sqrt();
  }

  private static final Function<Map<String, Tensor>, Model<?>> MEASURED =
      of(
          (p, rows) ->
              sample("u", normal(p.get(0), p.get(1)))
                  .flatMap(
                      u ->
                          observe(
                              "y", normal(u.times(p.get(3)).plus(0.5), p.get(2)), get(rows, "y"))));

  private static final Function<Map<String, Tensor>, Model<?>> CLOSED =
      of(
          (p, rows) ->
              observe(
                  "y",
                  normal(
                      p.get(0).times(p.get(3)).plus(0.5), root(p.get(2), p.get(1).times(p.get(3)))),
                  get(rows, "y")));

  @Test
  void oneNumberWithOneObservation() {
    assertSame(CLOSED, MEASURED, rows(40));
  }

  /** The largest value of the density is found where numbers are large and cancel. */
  @Test
  void farAway() {
    Map<String, Tensor> rows = rows(40);
    rows.put("y", get(rows, "y").plus(3e6));
    assertSame(CLOSED, MEASURED, rows);
  }

  /** Cov(y, z) = b s²; the joint density as that of y times that of z given y. */
  @Test
  void oneNumberWithTwoObservations() {
    assertSame(
        of(
            (p, rows) -> {
              Tensor t2 = p.get(2).square();
              Tensor s2 = p.get(1).square();
              Tensor b = p.get(3);
              Tensor both = b.times(s2).div(s2.plus(t2));
              Tensor left = s2.times(b.square()).plus(1).minus(both.times(b).times(s2));
              Tensor y = get(rows, "y");
              return observe("y", normal(p.get(0), s2.plus(t2).sqrt()), y)
                  .flatMap(
                      _ ->
                          observe(
                              "z",
                              normal(
                                  p.get(0).times(b).plus(y.minus(p.get(0)).times(both)),
                                  left.sqrt()),
                              get(rows, "z")));
            }),
        of(
            (p, rows) ->
                sample("u", normal(p.get(0), p.get(1)))
                    .flatMap(
                        u ->
                            observe("y", normal(u, p.get(2)), get(rows, "y"))
                                .flatMap(
                                    _ ->
                                        observe(
                                            "z", normal(u.times(p.get(3)), 1), get(rows, "z"))))),
        rows(30));
  }

  /** v = A u + noise: covariance t² I + s² A Aᵀ. */
  @Test
  void vectorsOfNumbers() {
    Tensor a = Tensor.of(new double[][] {{1, 0.5}, {-0.3, 1}, {0.2, 2}});
    assertSame(
        of(
            (p, rows) ->
                observe(
                    "v",
                    multivariateNormal(
                        get(rows, "x").matmul(a.transpose()).times(p.get(0)),
                        a.matmul(a.transpose())
                            .times(p.get(1).square())
                            .plus(Tensor.eye(3).times(p.get(2).square()))),
                    get(rows, "v"))),
        of(
            (p, rows) ->
                sample("u", normal(get(rows, "x").times(p.get(0)), p.get(1)).toEvent(1))
                    .flatMap(
                        u ->
                            observe(
                                "v",
                                normal(u.matmul(a.transpose()), p.get(2)).toEvent(1),
                                get(rows, "v")))),
        rows(20));
  }

  /** More than are solved entry by entry. */
  @Test
  void longVectorsOfNumbers() {
    double[] numbers = new double[24];
    Arrays.setAll(numbers, i -> Math.sin(i + 1));
    Tensor a = Tensor.of(numbers, Shape.of(3, 8));
    assertSame(
        of(
            (p, rows) ->
                observe(
                    "v",
                    multivariateNormal(
                        a.sum(1).times(p.get(0)),
                        a.matmul(a.transpose())
                            .times(p.get(1).square())
                            .plus(Tensor.eye(3).times(p.get(2).square()))),
                    get(rows, "v"))),
        of(
            (p, rows) ->
                sample("u", normal(p.get(0), p.get(1)).expand(Shape.of(8)).toEvent(1))
                    .flatMap(
                        u ->
                            observe(
                                "v",
                                normal(u.matmul(a.transpose()), p.get(2)).toEvent(1),
                                get(rows, "v")))),
        rows(12));
  }

  /** One on top of the other, beside a choice that is summed out. */
  @Test
  void severalSitesAndAChoice() {
    Function<Tensor, Model<Tensor>> choice =
        z -> sample("c", bernoulli(0.3)).flatMap(c -> observe("z", normal(c, 0.5), z));
    assertSame(
        of(
            (p, rows) ->
                choice
                    .apply(get(rows, "z"))
                    .flatMap(
                        _ ->
                            observe(
                                "y",
                                normal(
                                    p.get(0),
                                    root(p.get(2), p.get(1))
                                        .square()
                                        .plus(p.get(3).square())
                                        .sqrt()),
                                get(rows, "y")))),
        of(
            (p, rows) ->
                let(
                    choice.apply(get(rows, "z")),
                    sample("u", normal(p.get(0), p.get(1))),
                    sample("w", normal(0, 1)),
                    (_, u, w) ->
                        observe("y", normal(w.times(p.get(3)).plus(u), p.get(2)), get(rows, "y")))),
        rows(30));
  }

  /** As NUTS on the program, which moves all numbers of all rows. */
  @Test
  void samplesAgreeWithThoseOfTheProgram() {
    Function<Map<String, Tensor>, Model<?>> program =
        rows ->
            let(
                sample("m", normal(0, 2)),
                sample("s", halfNormal(2)),
                (m, s) ->
                    plate(
                        "rows",
                        get(rows, "y").size(0),
                        _ ->
                            sample("u", normal(0, 1))
                                .flatMap(
                                    u ->
                                        observe(
                                            "y",
                                            normal(u.times(s).plus(m), 0.8),
                                            get(rows, "y")))));
    Map<String, Tensor> rows = rows(12);
    Sampler sampler = Sampler.nuts().chains(2).warmUp(150).draws(300);
    Posterior out = RowModel.of("rows", program).block(8).on(rows).sample(sampler, Key.of(3));
    Posterior in = Posterior.sample(sampler, program.apply(rows), Key.of(4));
    for (String name : List.of("m", "s")) {
      double[] one = values(out, name);
      double[] two = values(in, name);
      double sd = Math.sqrt(variance(two));
      assertEquals(mean(two), mean(one), 0.3 * sd);
      assertEquals(sd, Math.sqrt(variance(one)), 0.3 * sd);
    }
    assertEquals(List.of("m", "s"), out.names());
  }

  private static double[] values(Posterior posterior, String name) {
    return posterior.get(name).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  }
}
