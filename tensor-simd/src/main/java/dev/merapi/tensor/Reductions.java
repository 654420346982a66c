package dev.merapi.tensor;

import dev.merapi.tensor.op.Axes;
import dev.merapi.tensor.op.LogSumExp;
import dev.merapi.tensor.op.Max;
import dev.merapi.tensor.op.Min;
import dev.merapi.tensor.op.Sum;
import java.util.Arrays;

/** Combinations over axes. Axes count from the left if ≥ 0, from the right if negative; none named means all of them. */
public sealed interface Reductions permits Tensor {

  /** This tensor. */
  Tensor self();

  /** The sum over the axes, which go. */
  default Tensor sum(int... axes) {
    return new Sum(Axes.of(self().shape(), axes)).on(self());
  }

  /** The mean over the axes, which go. */
  default Tensor mean(int... axes) {
    int n = self().shape().count() / Math.max(1, Axes.of(self().shape(), axes).drop(self().shape()).count());
    return sum(axes).div(n);
  }

  /** The greatest element over the axes, which go. */
  default Tensor max(int... axes) {
    return new Max(Axes.of(self().shape(), axes)).on(self());
  }

  /** The least element over the axes, which go. */
  default Tensor min(int... axes) {
    return new Min(Axes.of(self().shape(), axes)).on(self());
  }

  /** ln Σ eˣ over the axes, which go; without overflow. */
  default Tensor logSumExp(int... axes) {
    return new LogSumExp(Axes.of(self().shape(), axes)).on(self());
  }

  /** x − logSumExp(x) along an axis, which stays: logarithms of weights that sum to one. */
  default Tensor logSoftmax(int axis) {
    Tensor x = self();
    return x.minus(x.logSumExp(axis).unsqueeze(x.shape().axis(axis)));
  }

  /** e^x / Σ e^x along an axis, which stays. */
  default Tensor softmax(int axis) {
    return logSoftmax(axis).exp();
  }

  /** The sum over the axes along which {@code target} would be broadcast to this shape: the adjoint of expanding. */
  default Tensor sumTo(Shape target) {
    Tensor x = self();
    if (x.shape().equals(target)) {
      return x;
    }
    if (!target.broadcastsTo(x.shape())) {
      return x.expand(target);
    }
    int[] broadcast = new int[x.rank()];
    int n = 0;
    for (int i = 1; i <= x.rank(); i++) {
      if (i > target.rank() || target.size(-i) == 1 && x.size(-i) != 1) {
        broadcast[n++] = -i;
      }
    }
    return n == 0 ? x.reshape(target) : x.sum(Arrays.copyOf(broadcast, n)).reshape(target);
  }
}
