package dev.merapi.spark;

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
