package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of a stream are those of its batches in turn, whatever became of it in between. */
class ModelStreamLaws {
  private static final Key KEY = Key.of(7);
  private static final RowColumns BY_TIME = RowColumns.sortedBy("t").scalar("y");
  private static final Map<String, Tensor> START =
      Map.of(
          "theta",
          normal(0, 2).sample(Key.of(1), Shape.of(50)),
          "weight",
          Tensor.zeros(Shape.of(50)));

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  /** Particles that are moved a little, and weighted. */
  private static Map<String, Tensor> next(
      Map<String, Tensor> state, Map<String, Tensor> rows, Key key) {
    Tensor theta = state.get("theta").plus(normal(0, 0.1).sample(key, Shape.of(50)));
    Tensor log = normal(theta.reshape(50, 1), 1).logProb(rows.get("y")).sum(-1);
    return Map.of("theta", theta, "weight", state.get("weight").plus(log));
  }

  private ModelStream stream(ModelStream.Update update) {
    return ModelStream.of(START, BY_TIME, update, KEY, folder.resolve("states").toUri().toString());
  }

  /** Batch b has the rows y = b and b + ½, later first. */
  private void arrive(int... batches) throws IOException {
    Path source = Files.createDirectories(folder.resolve("rows"));
    for (int b : batches) {
      Path file =
          Files.writeString(
              source.resolve(b + ".json"),
              "{\"t\": 1, \"y\": %d.5}%n{\"t\": 0, \"y\": %d}%n".formatted(b, b));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * (b + 1)));
    }
  }

  private void run(ModelStream stream) throws Exception {
    SparkSession spark = Local.session("local[2]");
    spark
        .readStream()
        .schema("t long, y double")
        .option("maxFilesPerTrigger", 1)
        .json(folder.resolve("rows").toString())
        .writeStream()
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", folder.resolve("offsets").toString())
        .foreachBatch(stream)
        .start()
        .awaitTermination();
  }

  private static Map<String, Tensor> expected(int batches) {
    Map<String, Tensor> state = START;
    for (int b = 0; b < batches; b++) {
      state = next(state, Map.of("y", Tensor.of(b, b + 0.5)), KEY.fold(b));
    }
    return state;
  }

  private static void assertSame(Map<String, Tensor> expected, Map<String, Tensor> found) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, value) -> assertEquals(value.dense(), found.get(name)));
  }

  /** A crash in a batch, a stream that stopped and goes on, a batch that is delivered again. */
  @Test
  void aStreamThatBreaksEndsLikeOneThatDoesNot() throws Exception {
    ModelStream whole = stream(ModelStreamLaws::next);
    assertSame(START, whole.state());
    arrive(0, 1, 2);
    AtomicInteger calls = new AtomicInteger();
    ModelStream breaking =
        stream(
            (state, rows, key) -> {
              if (calls.getAndIncrement() == 1) {
                throw new IllegalStateException("a crash");
              }
              return next(state, rows, key);
            });
    assertThrows(StreamingQueryException.class, () -> run(breaking));
    assertEquals(0, whole.batch());
    arrive(3);
    run(whole);
    assertSame(expected(4), whole.state());
    assertEquals(3, whole.batch());
    again(whole);
  }

  private static void again(ModelStream whole) {
    SparkSession spark = Local.session("local[2]");
    Dataset<Row> third = spark.sql("select * from values (0L, 3D), (1L, 3.5D) as rows(t, y)");
    whole.call(third, 3L);
    assertSame(expected(4), whole.state());
    whole.call(third.limit(0), 4L);
    assertSame(expected(4), whole.state());
    assertEquals(4, whole.batch());
    refused(() -> whole.call(third, 4L), "but of other rows than the stream delivers as batch 4");
    refused(() -> whole.call(third, 2L), "after batch 4, but the stream delivers batch 2");
    refused(() -> whole.call(third, 6L), "files of one are lost");
    refused(
        () -> whole.call(third.withColumn("y", third.col("y").cast("string")), 5L),
        "Column 'y' has to hold numbers");
    refused(
        () -> whole.call(spark.sql("select 0L as t, null * 1D as y"), 5L), "Column 'y' is null");
    assertSame(expected(4), whole.state());
  }

  private static void refused(Runnable call, String said) {
    String message = assertThrows(ArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(said), message);
  }
}
