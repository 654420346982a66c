package dev.merapi.spark;

import org.apache.spark.sql.SparkSession;

/** Sessions of one machine. */
final class Local {
  private Local() {}

  static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "3")
        .getOrCreate();
  }
}
