package dev.merapi.spark;

import dev.merapi.infer.Posterior;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One model, fitted to many data sets side by side. A fit depends on its data, on {@code
 * key.fold(name)} and on nothing else: it has the draws of {@link Posterior#sample} on one machine.
 *
 * <p>The result is a DataFrame with a row for each scalar of each fit: {@code name, quantity, mean,
 * sd, q05, q50, q95, ess_bulk, ess_tail, rhat, truth, rank, ranked, failure}. A fit that fails is a
 * row with its sentence as {@code failure} and null in all else; the others go on.
 *
 * @param model the name of a {@link GroupModel}
 * @param key of all fits
 * @param folder where fits are kept, a file for each; a run that finds the same fit there takes it,
 *     so that a run which was killed goes on where it was
 * @param tasks how many tasks the fits are dealt out to; 0: four for each core
 */
public record ManyFits(String model, Key.Known key, Optional<String> folder, int tasks) {
  static final StructType SCHEMA =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("quantity", DataTypes.StringType)
          .add("mean", DataTypes.DoubleType)
          .add("sd", DataTypes.DoubleType)
          .add("q05", DataTypes.DoubleType)
          .add("q50", DataTypes.DoubleType)
          .add("q95", DataTypes.DoubleType)
          .add("ess_bulk", DataTypes.DoubleType)
          .add("ess_tail", DataTypes.DoubleType)
          .add("rhat", DataTypes.DoubleType)
          .add("truth", DataTypes.DoubleType)
          .add("rank", DataTypes.IntegerType)
          .add("ranked", DataTypes.IntegerType)
          .add("failure", DataTypes.StringType);

  private static final int EACH = 4;

  /**
   * Fits of a class under a key.
   *
   * @throws ArgumentException if executors could not make an object of the class, or the key is not
   *     known
   */
  public static ManyFits of(Class<? extends GroupModel> model, Key key) {
    boolean makes = Modifier.isPublic(model.getModifiers()) && !model.isInterface();
    try {
      makes = makes && Modifier.isPublic(model.getConstructor().getModifiers());
    } catch (NoSuchMethodException none) {
      makes = false;
    }
    if (!makes || Modifier.isAbstract(model.getModifiers())) {
      throw new ArgumentException(
          "%s has to be a public class with a public constructor without arguments: executors make it by its name."
              .formatted(model.getName()));
    }
    if (!(key instanceof Key.Known known)) {
      throw new ArgumentException("Fits on other machines need a key that is known.");
    }
    return new ManyFits(model.getName(), known, Optional.empty(), 0);
  }

  /** Keeping each fit, and its draws, in this folder, which all executors reach. */
  public ManyFits savedIn(String newFolder) {
    return new ManyFits(model, key, Optional.of(newFolder), tasks);
  }

  /** Dealt out to so many tasks. */
  public ManyFits tasks(int newTasks) {
    return new ManyFits(model, key, folder, newTasks);
  }

  /**
   * A fit for each value of a column; its name is the value as text, its data are the rows, in the
   * order that is given. Rows where the column is null belong to no group and are one failed fit.
   */
  public Dataset<Row> groups(Dataset<Row> frame, String group, RowColumns columns) {
    Reading reading = Reading.of(frame, columns, Optional.of(group));
    int parts = parts(frame.sparkSession());
    JavaRDD<InternalRow> rows =
        reading
            .frame()
            .repartition(parts, functions.col(Reading.GROUP))
            .sortWithinPartitions(Reading.GROUP, "c0")
            .queryExecution()
            .toRdd()
            .toJavaRDD();
    Work work = work(frame.sparkSession());
    Grouping grouping = Grouping.of(columns, reading.names(), group, work);
    return result(frame.sparkSession(), work, rows.mapPartitions(grouping));
  }

  /**
   * n fits of data that are simulated, named 0 to n − 1; of each scalar of a site that the
   * simulation gives, the truth and its rank among at most about a hundred draws.
   *
   * @throws ArgumentException if n is below 1
   */
  public Dataset<Row> replications(SparkSession spark, int n) {
    if (n < 1) {
      throw new ArgumentException(
          "There is at least 1 replication, but %d are asked for.".formatted(n));
    }
    Work work = work(spark);
    return result(spark, work, numbers(spark, n).map(work::replication));
  }

  /**
   * A fit to each of n resamples of the rows, named "bootstrap 0" to "bootstrap n − 1": as many
   * rows as there are, each chosen uniformly and anew, by {@code key.fold(name).fold("rows")}. The
   * rows go to every executor as a whole.
   *
   * <p>Source: Efron, "Bootstrap methods: another look at the jackknife" (1979).
   *
   * @throws ArgumentException if n is below 1, or a row cannot be read
   */
  public Dataset<Row> bootstraps(Dataset<Row> frame, RowColumns columns, int n) {
    if (n < 1) {
      throw new ArgumentException(
          "There is at least 1 resample, but %d are asked for.".formatted(n));
    }
    SparkSession spark = frame.sparkSession();
    RowBatch.Form form =
        RowBatch.Form.of(columns, Reading.of(frame, columns, Optional.empty()).names());
    Broadcast<StoredRows> rows = broadcast(spark, some(frame, columns, form));
    Work work = work(spark);
    try {
      return result(spark, work, numbers(spark, n).map(new Bootstraps(work, form, rows)));
    } finally {
      rows.destroy();
    }
  }

  /**
   * Cross-validation: the rows are dealt out by the key to k folds as equal as can be; a fit, named
   * "fold 0" to "fold k − 1", sees all rows but those of its fold. The result has a row for each
   * row that was held out: {@code row}, its number from 0; {@code fold}; {@code elpd} = ln 1/S Σ_s
   * p(y_row | θ_s), the log predictive density, the observed sites of a row together; {@code
   * failure}. Their sum estimates how well new rows are predicted; its standard error is √(N var).
   * Where a fit fails its rows have a sentence and no density.
   *
   * <p>The latent sites are those that all rows share: a site with an element for each row has
   * nothing to say of rows that it has not seen, and is refused.
   *
   * <p>Source: Vehtari, Gelman and Gabry, "Practical Bayesian model evaluation using leave-one-out
   * cross-validation and WAIC" (2017), section 2.3.
   *
   * @throws ArgumentException if k is below 2 or more than there are rows, or a row cannot be read
   */
  public Dataset<Row> folds(Dataset<Row> frame, RowColumns columns, int k) {
    SparkSession spark = frame.sparkSession();
    RowBatch.Form form =
        RowBatch.Form.of(columns, Reading.of(frame, columns, Optional.empty()).names());
    StoredRows table = some(frame, columns, form);
    if (k < 2 || k > table.rows()) {
      throw new ArgumentException(
          "%d rows can be dealt out to 2 to %d folds, but %d are asked for."
              .formatted(table.rows(), table.rows(), k));
    }
    Broadcast<StoredRows> rows = broadcast(spark, table);
    Work work = work(spark);
    try {
      JavaRDD<Folds.HeldOut> held = numbers(spark, k).flatMap(new Folds(work, form, rows, k));
      List<Folds.HeldOut> all = new ArrayList<>(run(spark, held, "Merapi: cross-validation"));
      all.sort(Comparator.comparingLong(Folds.HeldOut::row));
      return spark.createDataFrame(all.stream().map(Folds.HeldOut::line).toList(), Folds.SCHEMA);
    } finally {
      rows.destroy();
      work.code().destroy();
    }
  }

  private static StoredRows some(Dataset<Row> frame, RowColumns columns, RowBatch.Form form) {
    return read(frame, columns, form)
        .orElseThrow(
            () -> new ArgumentException("The DataFrame has no rows, so there is nothing to fit."));
  }

  /** All rows in their order; none if there are none. */
  static Optional<StoredRows> read(Dataset<Row> frame, RowColumns columns, RowBatch.Form form) {
    JavaRDD<InternalRow> rows =
        Reading.of(frame, columns, Optional.empty())
            .frame()
            .coalesce(1)
            .sortWithinPartitions("c0")
            .queryExecution()
            .toRdd()
            .toJavaRDD();
    List<RowBatch.Read> read =
        run(
            frame.sparkSession(),
            rows.mapPartitions(part -> List.of(RowBatch.all(form, part)).iterator()),
            "Merapi: rows");
    for (RowBatch.Read part : read) {
      if (!part.fault().isEmpty()) {
        throw new ArgumentException(part.fault());
      }
      if (part.rows().rows() > 0) {
        return Optional.of(part.rows());
      }
    }
    return Optional.empty();
  }

  private static Broadcast<StoredRows> broadcast(SparkSession spark, StoredRows rows) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(rows);
  }

  private JavaRDD<Integer> numbers(SparkSession spark, int n) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, n).boxed().toList(), Math.min(n, parts(spark)));
  }

  private static <A> List<A> run(SparkSession spark, JavaRDD<A> work, String what) {
    spark.sparkContext().setJobDescription(what);
    try {
      return Jobs.run(spark.sparkContext(), work::collect);
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }

  private Work work(SparkSession spark) {
    Broadcast<SharedCode> code =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(new SharedCode());
    Tally tally = Tally.of(spark.sparkContext());
    return new Work(model, key.k0(), key.k1(), folder.orElse(""), code, tally);
  }

  private int parts(SparkSession spark) {
    return tasks > 0 ? tasks : EACH * spark.sparkContext().defaultParallelism();
  }

  private static Dataset<Row> result(SparkSession spark, Work work, JavaRDD<FitResult> fits) {
    try {
      List<FitResult> all = new ArrayList<>(run(spark, fits, "Merapi: many fits"));
      all.sort(Comparator.comparing(FitResult::name));
      List<Row> rows = all.stream().flatMap(fit -> fit.rows().stream()).toList();
      return spark.createDataFrame(rows, SCHEMA);
    } finally {
      work.code().destroy();
    }
  }

  /**
   * The draws of a fit that was kept.
   *
   * @throws ArgumentException if there is no such fit, or it failed
   */
  public static Posterior posterior(String folder, String name) {
    return FitFolder.of(folder)
        .read(name)
        .orElseThrow(
            () -> new ArgumentException("Folder %s has no fit '%s'.".formatted(folder, name)))
        .posterior();
  }
}
