package dev.merapi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** What the stages of Spark's UI show of the work. */
class CounterExamples {
  private static final int ROWS = 150;
  private static final int BLOCKS = 3;

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  /** The named counters of all stages that have ended, by their ids. */
  private static final class Stages extends SparkListener {
    final Map<Long, AccumulableInfo> last = new ConcurrentHashMap<>();
    final CountDownLatch gradients = new CountDownLatch(1);

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      CollectionConverters.asJava(stage.stageInfo().accumulables())
          .forEach(
              (id, info) -> {
                last.put((Long) id, info);
                if (info.name().contains("Merapi: gradients of blocks")) {
                  gradients.countDown();
                }
              });
    }

    long total(String name) {
      return last.values().stream()
          .filter(info -> info.name().contains("Merapi: " + name))
          .mapToLong(info -> (Long) info.value().get())
          .sum();
    }
  }

  private static Stages watched(SparkSession spark) {
    Stages stages = new Stages();
    spark.sparkContext().addSparkListener(stages);
    return stages;
  }

  private static void heard(SparkSession spark, Stages stages) throws TimeoutException {
    spark.sparkContext().listenerBus().waitUntilEmpty(120_000);
    spark.sparkContext().removeSparkListener(stages);
  }

  private static void ask(Potential potential) {
    for (double x : new double[] {0.1, 0.2}) {
      double value = potential.logDensityAndGradient(new double[] {x, -0.3, 0.5}, new double[3]);
      assertTrue(value < 0);
    }
  }

  @Test
  void rowsAndGradients() throws TimeoutException {
    SparkSession spark = Local.session("local[2]");
    Stages stages = watched(spark);
    try (SparkLogDensity density =
        SparkLogDensity.of(Logistic.model(), Logistic.frame(spark, ROWS, 4), Logistic.COLUMNS)) {
      ask(density.potential());
    }
    heard(spark, stages);
    assertEquals(ROWS, stages.total("rows read"));
    assertEquals(2 * BLOCKS, stages.total("gradients of blocks"));
  }

  /** Workers that stay have counted when their stage ends. */
  @Test
  void gradientsOfWorkers() throws InterruptedException, TimeoutException {
    SparkSession spark = Local.session("local[2]");
    Stages stages = watched(spark);
    try (SparkLogDensity density =
        SparkLogDensity.of(
            Logistic.model(),
            Logistic.frame(spark, ROWS, 4),
            Logistic.COLUMNS,
            Transport.barrier())) {
      ask(density.potential());
    }
    assertTrue(stages.gradients.await(2, TimeUnit.MINUTES));
    heard(spark, stages);
    assertEquals(2 * BLOCKS, stages.total("gradients of blocks"));
  }

  @Test
  void fits() throws TimeoutException {
    SparkSession spark = Local.session("local[2]");
    Stages stages = watched(spark);
    Dataset<Row> stores =
        spark
            .range(0, 12, 1, 2)
            .selectExpr("id % 3 as store", "floor(id / 3) as day", "if(id % 3 = 2, -1, 1) as sold");
    ManyFits fits = ManyFits.of(StoreSales.class, Key.of(1));
    var table = fits.groups(stores, "store", RowColumns.sortedBy("day").scalar("sold"));
    assertEquals(1, table.filter("failure is not null").count());
    heard(spark, stages);
    assertEquals(2, stages.total("fits made"));
    assertEquals(1, stages.total("fits failed"));
    assertEquals(0, stages.total("fits found in the folder"));
  }
}
