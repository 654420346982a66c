package dev.merapi.spark;

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

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.rows.BlockSum;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Numbers of each row have the bits of one thread, whatever becomes of them. */
class LocalSitesLaws {
  private static final int ROWS = 350;
  private static final List<Transport> TRANSPORTS =
      List.of(Transport.aggregate(), Transport.barrier());

  private static final Sampler SHORT =
      Sampler.nuts(new NutsLimits(2, 1000)).chains(1).warmUp(1).draws(1).threads(1);

  /** y = m + u + noise, where u is normal. */
  private static final RowModel NORMAL = RowModel.of("rows", LocalSitesLaws::normals).block(64);

  private static Model<?> normals(Map<String, Tensor> rows) {
    Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
    return let(
        sample("m", normal(0, 1)),
        sample("s", halfNormal(1)),
        (m, s) ->
            plate(
                "rows",
                y.size(0),
                _ -> sample("u", normal(m, s)).flatMap(u -> observe("y", normal(u, 0.5), y))));
  }

  /** y is around z, which is not normal, in a plate of its own around that of the rows. */
  private static final RowModel HEAVY = RowModel.of("rows", LocalSitesLaws::heavy).block(64);

  private static Model<?> heavy(Map<String, Tensor> rows) {
    Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
    return sample("m", normal(0, 1))
        .flatMap(
            m ->
                plate(
                    "rows",
                    y.size(0),
                    _ ->
                        plate("sides", 2, _ -> sample("w", gamma(2, 1)))
                            .flatMap(
                                w ->
                                    sample("z", studentT(4, m, 1))
                                        .flatMap(
                                            z -> observe("y", normal(z, w.sum(0).sqrt()), y)))));
  }

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  private static double[] at(Potential potential) {
    int n = potential.dimension();
    double[] position = new double[n];
    Arrays.setAll(position, i -> 0.3 - 0.7 * (i % 3));
    double[] all = new double[n + 1];
    double[] gradient = new double[n];
    all[n] = potential.logDensityAndGradient(position, gradient);
    System.arraycopy(gradient, 0, all, 0, n);
    return all;
  }

  private static void assertSame(RowModel model) {
    SparkSession spark = Local.session("local[2]");
    double[] here = at(model.on(Logistic.columns(ROWS)).potential());
    for (Transport transport : TRANSPORTS) {
      try (SparkLogDensity density =
          SparkLogDensity.of(
              model, Logistic.frame(spark, ROWS, 5), Logistic.COLUMNS, transport, 2)) {
        assertArrayEquals(here, at(density.potential()), density.toString());
      }
    }
  }

  @Test
  void normalOnesAreIntegratedOut() {
    assertSame(NORMAL);
  }

  @Test
  void othersArePartOfAPosition() {
    assertSame(HEAVY);
    SparkSession spark = Local.session("local[2]");
    BlockSum here = HEAVY.on(Logistic.columns(ROWS));
    for (Transport transport : TRANSPORTS) {
      try (SparkLogDensity density =
          SparkLogDensity.of(
              HEAVY, Logistic.frame(spark, ROWS, 5), Logistic.COLUMNS, transport, 2)) {
        assertEquals(here.coordinates(), density.coordinates());
        assertArrayEquals(some(here), some(density), density.toString());
      }
    }
  }

  private static double[] some(BlockSum density) {
    double[] position = new double[1 + 3 * ROWS];
    Arrays.setAll(position, i -> 0.1 * (i % 4));
    double[] gradient = new double[position.length];
    double value = density.some().at(new int[] {0, 2, 5}, position, gradient);
    gradient[0] += value;
    return gradient;
  }

  @Test
  void rowsAreToldOfGivenTheirOwn() {
    SparkSession spark = Local.session("local[2]");
    Posterior posterior = HEAVY.on(Logistic.columns(ROWS)).sample(SHORT, Key.of(1));
    double[] z = posterior.get("z").get(0).toArray();
    double[] w = posterior.get("w").get(0).sum(0).toArray();
    double[] y = Logistic.columns(ROWS).getOrDefault("y", Tensor.scalar(0)).toArray();
    try (SparkLogDensity density =
        SparkLogDensity.of(HEAVY, Logistic.frame(spark, ROWS, 3), Logistic.COLUMNS)) {
      for (Row row : density.logLikelihood(posterior).collectAsList()) {
        int r = (int) row.getLong(0);
        Normal law = Normal.of(Tensor.scalar(z[r]), Tensor.scalar(Math.sqrt(w[r])));
        double right = law.logDensity(Tensor.scalar(y[r])).item();
        assertEquals(right, row.<Double>getAs("y"), 1e-12);
      }
      List<Row> drawn = density.predictions(posterior, Key.of(2)).collectAsList();
      assertEquals(List.of("row", "draw", "y"), List.of(drawn.getFirst().schema().fieldNames()));
      double apart = 0;
      for (Row row : drawn) {
        int r = (int) row.getLong(0);
        double noise = (row.<Double>getAs("y") - z[r]) / Math.sqrt(w[r]);
        apart += noise * noise / ROWS;
      }
      assertEquals(1, apart, 5 * Math.sqrt(2.0 / ROWS));
    }
  }

  @Test
  void rowsAreToldOfWithoutThem() {
    SparkSession spark = Local.session("local[2]");
    Posterior posterior = NORMAL.on(Logistic.columns(ROWS)).sample(SHORT, Key.of(1));
    try (SparkLogDensity density =
        SparkLogDensity.of(NORMAL, Logistic.frame(spark, ROWS, 3), Logistic.COLUMNS)) {
      double m = posterior.get("m").get(0).item();
      double s = posterior.get("s").get(0).item();
      Normal closed = Normal.of(Tensor.scalar(m), Tensor.scalar(s * s + 0.25).sqrt());
      double[] y = Logistic.columns(ROWS).getOrDefault("y", Tensor.scalar(0)).toArray();
      List<Row> told = density.logLikelihood(posterior).collectAsList();
      assertEquals(ROWS, told.size());
      for (Row row : told) {
        double right = closed.logDensity(Tensor.scalar(y[(int) row.getLong(0)])).item();
        assertEquals(right, row.<Double>getAs("y"), 1e-12);
      }
      List<Row> drawn = density.predictions(posterior, Key.of(2)).collectAsList();
      double mean = drawn.stream().mapToDouble(row -> row.<Double>getAs("y")).average().orElse(0);
      assertEquals(m, mean, 5 * Math.sqrt((s * s + 0.25) / ROWS));
    }
  }
}
