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
import org.apache.hadoop.conf.Configuration;
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
   * order that is given.
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
    Grouping grouping = Grouping.of(columns, reading.names(), work);
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
    List<Integer> numbers = IntStream.range(0, n).boxed().toList();
    Work work = work(spark);
    JavaRDD<Integer> all =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(numbers, Math.min(n, parts(spark)));
    return result(spark, work, all.map(work::replication));
  }

  private Work work(SparkSession spark) {
    Broadcast<SharedCode> code =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(new SharedCode());
    return new Work(model, key.k0(), key.k1(), folder.orElse(""), code);
  }

  private int parts(SparkSession spark) {
    return tasks > 0 ? tasks : EACH * spark.sparkContext().defaultParallelism();
  }

  private static Dataset<Row> result(SparkSession spark, Work work, JavaRDD<FitResult> fits) {
    spark.sparkContext().setJobDescription("Merapi: many fits");
    try {
      List<FitResult> all = new ArrayList<>(Jobs.run(spark.sparkContext(), fits::collect));
      all.sort(Comparator.comparing(FitResult::name));
      List<Row> rows = all.stream().flatMap(fit -> fit.rows().stream()).toList();
      return spark.createDataFrame(rows, SCHEMA);
    } finally {
      spark.sparkContext().setJobDescription(null);
      work.code().destroy();
    }
  }

  /**
   * The draws of a fit that was kept.
   *
   * @throws ArgumentException if there is no such fit, or it failed
   */
  public static Posterior posterior(String folder, String name) {
    return new FitFolder(folder, new Configuration())
        .read(name)
        .orElseThrow(
            () -> new ArgumentException("Folder %s has no fit '%s'.".formatted(folder, name)))
        .posterior();
  }
}
