package dev.merapi.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What becomes of many fits, as the stages of Spark's UI show it.
 *
 * @param made fits that have draws
 * @param failed those that have a sentence
 * @param found those that were made before, and lay in the folder
 */
record Tally(LongAccumulator made, LongAccumulator failed, LongAccumulator found)
    implements Serializable {
  private static final long serialVersionUID = 1;

  static Tally of(SparkContext context) {
    return new Tally(
        Jobs.counter(context, "fits made"),
        Jobs.counter(context, "fits failed"),
        Jobs.counter(context, "fits found in the folder"));
  }

  /** Counts a new fit. */
  FitResult count(FitResult fit) {
    (fit.failure().isEmpty() ? made : failed).add(1L);
    return fit;
  }

  /** Counts one of the folder. */
  FitResult countFound(FitResult fit) {
    found.add(1L);
    return fit;
  }
}
