package dev.merapi.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * The speed of an executor over some seconds.
 *
 * @param best nanoseconds per run, the median of the second half of the batches
 * @param bytes bytes allocated per run in the last batch
 * @param peak milliseconds from the start of the program until a batch first came within a quarter
 *     of {@code best}
 */
record Watch(double best, double bytes, double peak) {
  private static final double BATCH = 2e6;

  static Watch of(Executor executor, Graph graph, double seconds, long start) {
    double[][] arguments =
        graph.inputs().stream()
            .map(input -> new double[input.shape().count()])
            .toArray(double[][]::new);
    double[][] results =
        graph.outputs().stream()
            .map(line -> new double[graph.equations().get(line).shape().count()])
            .toArray(double[][]::new);
    for (double[] argument : arguments) {
      Arrays.fill(argument, 0.1);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] speeds = new double[1 << 16];
    double[] ends = new double[speeds.length];
    int batches = 0;
    int runs = 1;
    double bytes = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end && batches < speeds.length) {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long begin = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < runs; i++) {
        executor.run(arguments, results);
      }
      long spent = threads.getCurrentThreadCpuTime() - begin;
      bytes = (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / runs;
      speeds[batches] = (double) spent / runs;
      ends[batches++] = (System.nanoTime() - start) / 1e6;
      runs = spent < BATCH ? 2 * runs : runs;
    }
    double[] late = Arrays.copyOfRange(speeds, batches / 2, batches);
    Arrays.sort(late);
    double best = late[late.length / 2];
    int first = 0;
    while (first < batches - 1 && speeds[first] > 1.25 * best) {
      first++;
    }
    return new Watch(best, bytes, ends[first]);
  }
}
