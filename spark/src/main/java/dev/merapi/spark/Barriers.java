package dev.merapi.spark;

import dev.merapi.tensor.ArgumentException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;

/** Barrier stages: what they need of a session, and how one is run. */
final class Barriers {
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  private Barriers() {}

  /** How many workers there are to be at most, each on a core of its own. */
  static int workers(Transport.Barrier settings, SparkContext context) {
    SparkConf conf = context.getConf();
    if (conf.getBoolean(DYNAMIC, false)) {
      throw new ArgumentException(
          "A barrier stage cannot be had while %s is true: its workers all have to be there at once. Set it to false, or take Transport.aggregate()."
              .formatted(DYNAMIC));
    }
    int cores = cores(context);
    if (settings.workers() > cores) {
      throw new ArgumentException(
          "%d workers of a barrier stage need a core each, but there are %d. Ask for at most as many, or 0 for one on each core, or take Transport.aggregate()."
              .formatted(settings.workers(), cores));
    }
    return settings.workers() > 0 ? settings.workers() : Math.max(1, cores);
  }

  /** How many tasks can run at a time. */
  static int cores(SparkContext context) {
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  /** Runs a worker on each partition, and waits until all have ended. */
  static void run(JavaRDD<StoredRows> rows, Worker worker, String group) {
    SparkContext context = rows.context();
    context.setJobGroup(group, "Merapi: workers of a log density", true);
    ClassTag<Integer> tag = ClassTag.apply(Integer.class);
    RDD<Integer> all = rows.rdd().barrier().mapPartitions(worker, true, tag);
    var _ = Jobs.run(context, () -> JavaRDD.fromRDD(all, tag).collect());
  }
}
