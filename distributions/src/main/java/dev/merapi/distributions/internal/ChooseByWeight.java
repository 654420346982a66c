package dev.merapi.distributions.internal;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The category that a uniform number falls into: for weights [B.., K] and u [S.. B..] in (0, 1),
 * the least k whose weights up to k sum to more than u times the sum of all. Categories of weight 0
 * are never chosen. Piecewise constant, so it carries no gradient.
 */
public record ChooseByWeight() implements Indexed {
  /** Up to so many weights all are looked at, which needs no branch that a CPU would guess. */
  private static final int FEW = 16;

  @Override
  public List<Integer> innerAxes() {
    return List.of(1, 0);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape batch = inputs.get(0).dropRight(1);
    if (!batch.broadcastsTo(inputs.get(1))) {
      throw new ShapeException(
          "Weights of shape %s do not broadcast with uniforms of shape %s"
              .formatted(inputs.get(0), inputs.get(1)));
    }
    return inputs.get(1);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int k = inputs.get(0).size(-1);
    int rows = inputs.get(0).dropRight(1).count();
    int[] rowOf = rows == 1 ? new int[1] : rowOf(inputs.get(0).dropRight(1), inputs.get(1));
    int n = inputs.get(1).count();
    double[] cumulative = new double[rows * k];
    return (in, out) -> {
      for (int row = 0; row < rows; row++) {
        accumulate(in[0], row * k, k, cumulative);
      }
      for (int i = 0; i < n; i++) {
        out[i] = choose(cumulative, (rows == 1 ? 0 : rowOf[i]) * k, k, in[1][i]);
      }
    };
  }

  /** The row of weights of each element, for all shapes but the scalar. */
  private static int[] rowOf(Shape batch, Shape output) {
    double[] rows = Tensor.arange(batch.count()).reshape(batch).expand(output).toArray();
    int[] result = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      result[i] = (int) rows[i];
    }
    return result;
  }

  private static void accumulate(double[] weights, int from, int k, double[] cumulative) {
    double sum = 0;
    for (int i = from; i < from + k; i++) {
      sum += weights[i];
      cumulative[i] = sum;
    }
  }

  private static double choose(double[] cumulative, int from, int k, double u) {
    double level = u * cumulative[from + k - 1];
    if (level < Double.POSITIVE_INFINITY) {
      return k <= FEW
          ? count(cumulative, from, from + k - 1, level)
          : bisect(cumulative, from, k, level);
    }
    return Double.isNaN(level) ? Double.NaN : k - 1;
  }

  /** How many sums are not above the level: a difference below 0 has its sign bit set. */
  private static double count(double[] cumulative, int from, int to, double level) {
    long above = 0;
    for (int i = from; i < to; i++) {
      above += Double.doubleToRawLongBits(level - cumulative[i]) >>> 63;
    }
    return to - from - above;
  }

  private static double bisect(double[] cumulative, int from, int k, double level) {
    int low = 0;
    int high = k - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[from + middle] > level) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }
}
