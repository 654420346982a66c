package dev.merapi.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * What a kernel benchmark measures. A method {@code exp} is named so and stands beside {@code
 * plainExp}; a method {@code kernel} has the name of its class and stands beside {@code plain}.
 *
 * @param name the kernel
 * @param size elements, or the order of the matrices
 * @param plain whether this is the plain loop
 */
record Subject(String name, int size, boolean plain) {
  private static final String PLAIN = "plain";

  static Subject of(RunResult result) {
    BenchmarkParams params = result.getParams();
    String[] path = params.getBenchmark().split("\\.", -1);
    String group = lower(path[path.length - 2].replace("Benchmark", ""));
    String method = path[path.length - 1];
    boolean plain = method.startsWith(PLAIN);
    String rest = lower(plain ? method.substring(PLAIN.length()) : method);
    boolean matrix = group.equals("gemm") || group.equals("cholesky");
    String name = !matrix ? rest : rest.equals("reverse") ? group + ".reverse" : group;
    return new Subject(name, Integer.parseInt(params.getParam("n")), plain);
  }

  /** The key of the table of known figures. */
  String key() {
    return name + "," + size;
  }

  String unit() {
    return switch (name) {
      case "gemm" -> "GFLOP/s";
      case "cholesky", "cholesky.reverse" -> "us";
      default -> "ns/element";
    };
  }

  /** Nanoseconds a call in this unit. */
  double measure(double nanos) {
    return switch (name) {
      case "gemm" -> 2.0 * size * size * size / nanos;
      case "cholesky", "cholesky.reverse" -> nanos / 1000.0;
      default -> nanos / size;
    };
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
