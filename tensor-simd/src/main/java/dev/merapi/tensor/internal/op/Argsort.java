package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The positions along an axis in increasing order of their elements; equal elements keep their
 * order, −0 comes before 0 and NaN last. Piecewise constant.
 */
public record Argsort(int axis) implements Running {
  @Override
  public void line(double[][] inputs, int start, int n, int step, double[] output) {
    line(inputs[0], start, n, step, new int[n], new int[n], output);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape shape = shape(inputs);
    int n = shape.size(axis);
    int width = shape.takeRight(-1 - axis).count();
    int lines = n == 0 ? 0 : shape.count() / n;
    int[] order = new int[n];
    int[] scratch = new int[n];
    return (in, out) -> {
      for (int k = 0; k < lines; k++) {
        int start = k / width * n * width + k % width;
        line(in[0], start, n, width, order, scratch, out);
      }
    };
  }

  private static void line(
      double[] x, int start, int n, int step, int[] order, int[] scratch, double[] output) {
    for (int t = 0; t < n; t++) {
      order[t] = t;
    }
    int[] sorted = order;
    int[] merged = scratch;
    for (int run = 1; run < n; run *= 2) {
      for (int low = 0; low < n; low += 2 * run) {
        merge(
            x,
            start,
            step,
            sorted,
            low,
            Math.min(low + run, n),
            Math.min(low + 2 * run, n),
            merged);
      }
      int[] swap = sorted;
      sorted = merged;
      merged = swap;
    }
    for (int t = 0; t < n; t++) {
      output[start + t * step] = sorted[t];
    }
  }

  /**
   * Merges the sorted runs from low to middle and from middle to high, the left one first among
   * equals.
   */
  private static void merge(
      double[] x, int start, int step, int[] sorted, int low, int middle, int high, int[] merged) {
    int left = low;
    int right = middle;
    for (int t = low; t < high; t++) {
      boolean fromLeft = right >= high;
      if (left < middle && right < high) {
        double a = x[start + sorted[left] * step];
        double b = x[start + sorted[right] * step];
        fromLeft = Double.compare(a, b) <= 0;
      }
      merged[t] = fromLeft ? sorted[left++] : sorted[right++];
    }
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }

  @Override
  public int operands() {
    return 1;
  }
}
