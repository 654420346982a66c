package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.internal.rows.BlockGraphs;
import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.RowForm;
import dev.merapi.infer.internal.rows.RowProgram;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What cannot be done is a sentence. */
class SparkRefusalExamples {
  private static final int ROWS = 90;

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  private static Dataset<Row> frame() {
    SparkSession spark = Local.session("local[2]");
    return Logistic.frame(spark, ROWS, 2);
  }

  private static void assertRefused(String part, Dataset<Row> frame, RowColumns columns) {
    assertRefused(part, Logistic.model(), frame, columns);
  }

  private static void assertRefused(
      String part, RowModel model, Dataset<Row> frame, RowColumns columns) {
    String said =
        assertThrows(MerapiException.class, () -> SparkLogDensity.of(model, frame, columns).close())
            .getMessage();
    assertTrue(said.contains(part) && said.endsWith("."), said);
  }

  @Test
  void columnsAreThere() {
    assertRefused(
        "The DataFrame has no column 'z'; it has [id, x0, x1, x2, y].",
        frame(),
        RowColumns.numberedBy("id").scalar("y", "z"));
    assertRefused(
        "Column 'y' has to hold numbers, but its type is string.",
        frame().withColumn("y", functions.expr("'no'")),
        Logistic.COLUMNS);
    assertRefused(
        "Column 'x0' has to hold whole numbers, which number the rows, but its type is double.",
        frame(),
        RowColumns.numberedBy("x0").scalar("y"));
    assertRefused("at least one column", frame(), RowColumns.numberedBy("id"));
    assertRefused(
        "Column 'x0' has to hold arrays of numbers",
        frame(),
        RowColumns.numberedBy("id").array("x", "x0", 3).scalar("y"));
  }

  @Test
  void rowsAreWholeAndNumbered() {
    assertRefused(
        "Column 'y' is null in row 41.",
        frame().withColumn("y", functions.expr("if(id = 41, null, y)")),
        Logistic.COLUMNS);
    assertRefused(
        "Row number 7 is there twice",
        frame().withColumn("id", functions.expr("if(id = 8, 7, id)")),
        Logistic.COLUMNS);
    assertRefused(
        "There are 90 rows, but their numbers go beyond 89.",
        frame().withColumn("id", functions.expr("if(id = 3, 200, id)")),
        Logistic.COLUMNS);
    assertRefused(
        "Column 'id' numbers the rows from 0, but is -1 in a row.",
        frame().withColumn("id", functions.expr("id - 1")),
        Logistic.COLUMNS);
    assertRefused(
        "Two rows are equal in 'x0, y'",
        frame().withColumn("x0", functions.expr("floor(x0)")),
        RowColumns.sortedBy("x0", "y").vector("x", "x0", "x1", "x2").scalar("y"));
    assertRefused(
        "Column 'xs' has an array of 2 in row 5, where an array of 3 numbers has to be.",
        frame().withColumn("xs", functions.expr("if(id = 5, array(x0, x1), array(x0, x1, x2))")),
        RowColumns.numberedBy("id").array("x", "xs", 3).scalar("y"));
    assertRefused("The DataFrame has no rows.", frame().filter("id < 0"), Logistic.COLUMNS);
  }

  @Test
  void columnsAreUnambiguousAndWide() {
    assertRefused(
        "The DataFrame has 2 columns 'y'", frame().selectExpr("*", "y as y"), Logistic.COLUMNS);
    assertRefused(
        "Column 'x' of the model is made of 0 numbers",
        () -> RowColumns.numberedBy("id").vector("x"));
    assertRefused(
        "Column 'x' of the model is made of -1 numbers",
        () -> RowColumns.numberedBy("id").array("x", "xs", -1));
    assertRefused(
        "Column 'when' has to hold numbers, but its type is date.",
        frame().withColumn("when", functions.current_date()),
        RowColumns.numberedBy("id").scalar("y", "when"));
  }

  private static void assertRefused(String start, Executable what) {
    String said = assertThrows(MerapiException.class, what).getMessage();
    assertTrue(said.startsWith(start) && said.endsWith("."), said);
  }

  /** The sentence of an executor comes through a job, and from a worker that stays. */
  @Test
  void otherBitsAreRefusedWhereverTheyAreFound() {
    RowColumns columns = Logistic.COLUMNS;
    RowTable table = RowTable.of(frame(), columns, 64, 2, true);
    RowForm form =
        new RowProgram("rows", Logistic.model().program()).form(Logistic.columns(64), table.cut());
    BlockGraphs graphs = form.blocks();
    ShippedGraphs wrong = new ShippedGraphs(graphs.bytes(), ShippedGraphs.probe(graphs) + 1);
    Broadcast<Shipped> shipped =
        JavaSparkContext.fromSparkContext(table.blocks().context())
            .broadcast(new Shipped(wrong, form.slices(), table.first().prints()));
    Chosen all = Chosen.all(table.cut().count());
    double[] position = new double[3];
    String start = "An executor computes other bits than the driver";
    assertRefused(start, () -> table.sum(position, all, shipped));
    try (Workers workers = new Workers(table, shipped, Transport.barrier())) {
      assertRefused(start, () -> workers.sum(position, all));
    }
    table.free();
  }

  /**
   * Rows behind the first block are looked at as well, when they are read and when chains begin.
   */
  @Test
  void aRowWithoutADensityIsNamed() {
    assertRefused(
        "Site 'y' cannot have the value of row 77, where x is [",
        frame().withColumn("y", functions.expr("if(id = 77, 2, cast(y as int))")),
        Logistic.COLUMNS);
    Dataset<Row> frame = frame().withColumn("x1", functions.expr("if(id = 77, double('NaN'), x1)"));
    try (SparkLogDensity density = SparkLogDensity.of(Logistic.model(), frame, Logistic.COLUMNS)) {
      Sampler sampler = Sampler.nuts().start(Start.at(0.1, 0.1, 0.1)).chains(1);
      String said =
          assertThrows(MerapiException.class, () -> density.sample(sampler, Key.of(1)).size())
              .getMessage();
      assertTrue(said.contains("Site 'y' has log density -Infinity in row 77, where x is ["), said);
    }
  }

  private static RowModel coupled() {
    return RowModel.of(
        "rows",
        rows -> {
          Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
          return sample("mu", normal(0, 1))
              .flatMap(
                  mu ->
                      plate(
                          "rows", y.size(0), _ -> observe("y", normal(mu.times(y.mean()), 1), y)));
        });
  }

  private static RowModel dynamic() {
    return RowModel.of(
        "rows",
        rows -> {
          Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
          return sample("mu", normal(0, 1))
              .flatMap(
                  mu ->
                      plate(
                          "rows",
                          y.size(0),
                          _ -> observe("y", normal(mu, mu.item() > 0 ? 1 : 2), y)));
        });
  }

  @Test
  void modelsCanBeCut() {
    assertRefused(
        "The rows of plate 'rows' depend on each other", coupled(), frame(), Logistic.COLUMNS);
    assertRefused("A dynamic model has no graph", dynamic(), frame(), Logistic.COLUMNS);
  }

  @Test
  void anExecutorThatComputesOtherBitsIsRefused() {
    Symbolic.Input x = Symbolic.Input.of("x", Shape.SCALAR);
    Symbolic.Input y = Symbolic.Input.of("y", Shape.of(2));
    Graph graph = Graph.of(List.of(x, y), List.of(y.times(x).sum()));
    BlockGraphs graphs = new BlockGraphs(1, new TreeMap<>(Map.of(2, graph)));
    long probe = ShippedGraphs.probe(graphs);
    double[][] rows = {{1, 2}};
    var _ = new ShippedGraphs(graphs.bytes(), probe).block(0, 2, rows);
    TreeMap<Integer, Graph> other =
        new TreeMap<>(Map.of(2, Graph.of(List.of(x, y), List.of(y.minus(x).sum()))));
    String said =
        assertThrows(
                MerapiException.class,
                () -> new ShippedGraphs(new BlockGraphs(1, other).bytes(), probe).block(0, 2, rows))
            .getMessage();
    assertTrue(said.startsWith("An executor computes other bits than the driver"), said);
  }
}
