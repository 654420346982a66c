package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.poisson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Posterior;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of many fits is the fit of one machine, whoever made it, and whatever became of others. */
class ManyFitsLaws {
  private static final RowColumns BY_DAY = RowColumns.sortedBy("day").scalar("sold");
  private static final ManyFits FITS = ManyFits.of(StoreSales.class, Key.of(5));

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  /** Five stores of six days; store 3 sold less than nothing, store 4 closed for a day. */
  private static Dataset<Row> stores(SparkSession spark) {
    return spark
        .range(0, 30, 1, 3)
        .selectExpr(
            "id % 5 as store",
            "floor(id / 5) as day", "if(id % 5 = 3, -1, if(id = 9, null, id * 7 % 4)) as sold");
  }

  private static double[] sold(int store) {
    double[] sold = new double[6];
    Arrays.setAll(sold, day -> (5 * day + store) * 7 % 4);
    return sold;
  }

  @Test
  void aFitIsThatOfOneMachine(@TempDir Path folder) throws IOException {
    SparkSession spark = Local.session("local[2]");
    ManyFits kept = FITS.savedIn(folder.toUri().toString());
    List<Row> first = kept.tasks(3).groups(stores(spark), "store", BY_DAY).collectAsList();
    StoreSales model = new StoreSales();
    for (int store : List.of(0, 2)) {
      Posterior here =
          Posterior.sample(
              model.sampler(),
              model.model(Map.of("sold", Tensor.of(sold(store)))),
              Key.of(5).fold(Integer.toString(store)));
      Posterior there = ManyFits.posterior(folder.toUri().toString(), Integer.toString(store));
      assertEquals(here.names(), there.names());
      assertTrue(Arrays.deepEquals(here.rows(), there.rows()));
    }
    assertEquals(3 * 8 + 2, first.size());
    assertFailed(first, "3", "Site 'sold' in plate 'days'");
    assertFailed(first, "4", "Column 'sold' is null in row 1.");
    String failed =
        assertThrows(
                ArgumentException.class,
                () -> ManyFits.posterior(folder.toUri().toString(), "3").size())
            .getMessage();
    assertTrue(failed.startsWith("The fit of '3' failed: Site 'sold'"), failed);
    goesOn(kept, spark, folder, first);
  }

  private static void assertFailed(List<Row> rows, String name, String said) {
    Row row = rows.stream().filter(r -> name.equals(r.getAs("name"))).findFirst().orElseThrow();
    assertTrue(row.<String>getAs("failure").startsWith(said), row.toString());
    assertTrue(row.isNullAt(row.fieldIndex("mean")));
  }

  /** What is there is not made again; what is lost or damaged is. */
  private static void goesOn(ManyFits kept, SparkSession spark, Path folder, List<Row> first)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".fit")).sorted().toList();
    }
    assertEquals(4, files.size());
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    Files.delete(files.get(0));
    Files.write(files.get(1), new byte[] {1, 2, 3});
    List<Row> again = kept.tasks(1).groups(stores(spark), "store", BY_DAY).collectAsList();
    assertEquals(first, again);
    long made = 0;
    for (Path file : files) {
      made += Files.getLastModifiedTime(file).toMillis() > 0 ? 1 : 0;
    }
    assertEquals(2, made);
  }

  /** Mistakes of a program are rows as well, and end no job. */
  @Test
  void whatAProgramThrowsIsARow() {
    SparkSession spark = Local.session("local[2]");
    ManyFits fits = ManyFits.of(ClosedStore.class, Key.of(5));
    List<Row> rows = fits.groups(stores(spark), "store", BY_DAY).collectAsList();
    assertEquals(5, rows.size());
    assertFailed(rows, "0", "java.util.NoSuchElementException");
    Dataset<Row> some = stores(spark).selectExpr("nullif(store, 2) as store", "day", "sold");
    assertFailed(
        fits.groups(some, "store", BY_DAY).collectAsList(),
        "null",
        "Column 'store' is null in 6 rows, so they belong to no group.");
    assertFailed(
        fits.replications(spark, 2).collectAsList(),
        "1",
        "java.lang.IllegalStateException: nothing to simulate");
  }

  @Test
  void replicationsRankTheTruth() {
    SparkSession spark = Local.session("local[2]");
    List<Row> rows = FITS.replications(spark, 3).collectAsList();
    assertEquals(3 * 8, rows.size());
    for (Row row : rows) {
      int rank = row.getAs("rank");
      assertTrue(rank >= 0 && rank <= row.<Integer>getAs("ranked"), row.toString());
    }
    assertEquals(rows, FITS.tasks(1).replications(spark, 3).collectAsList());
  }

  private static Dataset<Row> days(SparkSession spark) {
    return spark.range(0, 12, 1, 3).selectExpr("11 - id as day", "id * 7 % 4 as sold");
  }

  /** A fit of resamples is the fit of one machine of the rows that the key chooses. */
  @Test
  void bootstrapsResampleTheRows(@TempDir Path folder) {
    SparkSession spark = Local.session("local[2]");
    ManyFits fits = ManyFits.of(OneRate.class, Key.of(5)).savedIn(folder.toUri().toString());
    List<Row> rows = fits.bootstraps(days(spark), BY_DAY, 3).collectAsList();
    assertEquals(3, rows.size());
    assertEquals(
        rows,
        fits.savedIn(folder + "/again")
            .tasks(1)
            .bootstraps(days(spark), BY_DAY, 3)
            .collectAsList());
    Key key = Key.of(5).fold("bootstrap 2");
    int[] chosen = Bootstraps.chosen(key.fold("rows"), 12);
    double[] sold = Arrays.stream(chosen).mapToDouble(day -> (11 - day) * 7 % 4).toArray();
    OneRate model = new OneRate();
    Posterior here =
        Posterior.sample(model.sampler(), model.model(Map.of("sold", Tensor.of(sold))), key);
    Posterior there = ManyFits.posterior(folder.toUri().toString(), "bootstrap 2");
    assertTrue(Arrays.deepEquals(here.rows(), there.rows()));
    String none =
        assertThrows(
                ArgumentException.class, () -> fits.bootstraps(days(spark).limit(0), BY_DAY, 3))
            .getMessage();
    assertTrue(none.contains("has no rows"), none);
  }

  /** ln E p(y | θ) of each row, under the draws of the fit that has not seen it. */
  @Test
  void foldsPredictWhatTheyHaveNotSeen(@TempDir Path folder) {
    SparkSession spark = Local.session("local[2]");
    ManyFits fits = ManyFits.of(OneRate.class, Key.of(5)).savedIn(folder.toUri().toString());
    List<Row> rows = fits.folds(days(spark), BY_DAY, 5).collectAsList();
    assertEquals(12, rows.size());
    int[] sizes = new int[5];
    for (int i = 0; i < 12; i++) {
      Row row = rows.get(i);
      assertEquals((long) i, row.<Long>getAs("row"));
      int fold = row.<Integer>getAs("fold");
      sizes[fold]++;
      Posterior posterior = ManyFits.posterior(folder.toUri().toString(), "fold " + fold);
      double mean = 0;
      for (double[] draw : posterior.rows()[0]) {
        mean += poisson(draw[0]).logProb(Tensor.scalar((11 - i) * 7 % 4)).exp().item();
      }
      double elpd = Math.log(mean / posterior.rows()[0].length);
      assertEquals(elpd, row.<Double>getAs("elpd"), 1e-12);
    }
    Arrays.sort(sizes);
    assertEquals("[2, 2, 2, 3, 3]", Arrays.toString(sizes));
    refusedFolds(spark);
  }

  /** With two folds of one size, the numbers of one row would pass for those of another. */
  private static void refusedFolds(SparkSession spark) {
    List<Row> own = FITS.folds(days(spark), BY_DAY, 2).collectAsList();
    assertEquals(12, own.size());
    String said = own.getFirst().getAs("failure");
    assertTrue(said.startsWith("Site 'z' has shape [6] for some rows and [12] for all"), said);
    assertTrue(own.getFirst().isNullAt(2));
    ManyFits total = ManyFits.of(OneTotal.class, Key.of(5));
    String whole = total.folds(days(spark), BY_DAY, 2).first().getAs("failure");
    assertTrue(whole.startsWith("Site 'total' has shape [] for some rows and for all"), whole);
    String folds =
        assertThrows(ArgumentException.class, () -> FITS.folds(days(spark), BY_DAY, 13))
            .getMessage();
    assertTrue(folds.contains("2 to 12 folds, but 13 are asked for"), folds);
  }

  /** Executors could not make it. */
  static final class Hidden extends Nothing {}

  /** It has no public constructor. */
  abstract static class Nothing implements GroupModel {
    @Override
    public dev.merapi.effects.Model<?> model(Map<String, Tensor> data) {
      return dev.merapi.effects.Models.pure(0);
    }
  }

  @Test
  void aModelIsAPublicClass() {
    String said =
        assertThrows(ArgumentException.class, () -> ManyFits.of(Hidden.class, Key.of(1)))
            .getMessage();
    assertTrue(said.contains("has to be a public class with a public constructor"), said);
  }
}
