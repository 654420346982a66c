package dev.merapi.spark;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** A position on its way to tasks: with them, or as a broadcast variable where it is long. */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Sent(double @Nullable [] here, @Nullable Broadcast<double[]> there)
    implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1;
  private static final int SHORT = 1000;

  static Sent of(double[] position, SparkContext context) {
    return position.length <= SHORT
        ? new Sent(position, null)
        : new Sent(null, JavaSparkContext.fromSparkContext(context).broadcast(position));
  }

  double[] position() {
    return there == null ? Objects.requireNonNull(here) : there.value();
  }

  @Override
  public void close() {
    if (there != null) {
      there.destroy();
    }
  }
}
