package dev.merapi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.mcmc.Potential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that was started without the vector module says so, and has the same bits. */
@Tag("statistical")
class ScalarExamples {
  private static final double[] POSITION = {0.3, -0.7, 1.1};

  private static String bits(Potential potential) {
    double[] gradient = new double[3];
    long value = Double.doubleToLongBits(potential.logDensityAndGradient(POSITION, gradient));
    return "%x %x".formatted(value, Double.doubleToLongBits(gradient[2]));
  }

  /** What runs in the other JVM. */
  public static void main(String... args) {
    SparkSession spark = Local.session("local[1]");
    try (SparkLogDensity density =
        SparkLogDensity.of(
            Logistic.model(),
            Logistic.frame(spark, 1000, 2),
            Logistic.COLUMNS,
            Transport.barrier())) {
      System.out.println("RESULT " + bits(density.potential()) + " " + density);
    } finally {
      spark.stop();
    }
  }

  @Test
  void withoutTheModuleBitsAreTheSame() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ScalarExamples.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    String expected = bits(Logistic.model().on(Logistic.columns(1000)).potential());
    assertTrue(said.contains("RESULT " + expected + " "), said);
    assertTrue(said.contains("1 executors (1 without the vector module)"), said);
  }
}
