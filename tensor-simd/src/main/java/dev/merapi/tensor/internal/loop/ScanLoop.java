package dev.merapi.tensor.internal.loop;

import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.Arrays;

/**
 * The loop of a {@link Scan}: free tensors go into the body's arguments once, elements of sequences
 * and carries at every step. New carries pass through arrays of their own, since a body may hand
 * back a carry in another's place.
 */
final class ScanLoop implements Kernel {
  private static final int SHORT = 8;

  private final Scan scan;
  private final Executor body;
  private final double[][] arguments;
  private final double[][] results;
  private final double[][] next;
  private final int[] outputStarts;
  private final int width;

  ScanLoop(Scan scan, Executor body) {
    this.scan = scan;
    this.body = body;
    this.arguments = new double[scan.body().inputs().size()][];
    Arrays.setAll(arguments, body::argument);
    this.results = new double[scan.body().outputs().size()][];
    Arrays.setAll(results, body::result);
    this.next = new double[scan.carries()][];
    Arrays.setAll(next, i -> new double[results[i].length]);
    ScanPack pack = ScanPack.of(scan);
    this.outputStarts = new int[results.length];
    Arrays.setAll(outputStarts, pack::outputStart);
    this.width = pack.width();
  }

  @Override
  public void run(double[][] in, double[] out) {
    int steps = scan.steps();
    int firstFree = scan.carries() + scan.sequences();
    for (int i = 0; i < arguments.length; i++) {
      if (i < scan.carries() || i >= firstFree) {
        copy(in[i], 0, arguments[i], 0, arguments[i].length);
      }
    }
    for (int s = 0; s < steps; s++) {
      int t = scan.backwards() ? steps - 1 - s : s;
      for (int i = scan.carries(); i < firstFree; i++) {
        int n = arguments[i].length;
        copy(in[i], t * n, arguments[i], 0, n);
      }
      if (scan.keep()) {
        writeCarries(out, s * width);
      }
      body.run();
      writeOutputs(out, t);
      advance();
    }
    writeCarries(out, scan.keep() ? steps * width : 0);
  }

  private void writeCarries(double[] out, int start) {
    int at = start;
    for (int i = 0; i < next.length; i++) {
      copy(arguments[i], 0, out, at, next[i].length);
      at += next[i].length;
    }
  }

  private void writeOutputs(double[] out, int t) {
    for (int i = next.length; i < results.length; i++) {
      int n = results[i].length;
      copy(results[i], 0, out, outputStarts[i] + t * n, n);
    }
  }

  private void advance() {
    for (int i = 0; i < next.length; i++) {
      copy(results[i], 0, next[i], 0, next[i].length);
    }
    for (int i = 0; i < next.length; i++) {
      copy(next[i], 0, arguments[i], 0, next[i].length);
    }
  }

  /** Most carries and elements are a few numbers, for which a call costs more than the copy. */
  private static void copy(double[] from, int at, double[] to, int start, int n) {
    if (n < SHORT) {
      for (int i = 0; i < n; i++) {
        to[start + i] = from[at + i];
      }
    } else {
      System.arraycopy(from, at, to, start, n);
    }
  }
}
