package dev.merapi.tensor;

import dev.merapi.tensor.internal.op.ArgMax;
import dev.merapi.tensor.internal.op.ArgMin;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Prod;
import dev.merapi.tensor.internal.op.Sum;
import java.util.Arrays;

/**
 * Combinations over axes. Axes count from the left if ≥ 0, from the right if negative; none named
 * means all of them.
 */
public sealed interface Reductions permits Tensor {

  /** This tensor. */
  Tensor self();

  /** The sum over the axes, which go. */
  default Tensor sum(int... axes) {
    return new Sum(Axes.of(self().shape(), axes)).on(self());
  }

  /** The product over the axes, which go. */
  default Tensor prod(int... axes) {
    return new Prod(Axes.of(self().shape(), axes)).on(self());
  }

  /** The mean over the axes, which go; NaN over no elements. */
  default Tensor mean(int... axes) {
    return sum(axes).div(Axes.of(self().shape(), axes).count(self().shape()));
  }

  /** The variance over the axes, which go: Σ (x − mean)² / (n − 1), for n elements each. */
  default Tensor variance(int... axes) {
    Tensor x = self();
    Axes gone = Axes.of(x.shape(), axes);
    Tensor mean = x.mean(axes).reshape(gone.keep(x.shape()));
    return x.minus(mean).square().sum(axes).div(gone.count(x.shape()) - 1);
  }

  /** The greatest element over the axes, which go. */
  default Tensor max(int... axes) {
    return new Max(Axes.of(self().shape(), axes)).on(self());
  }

  /** The least element over the axes, which go. */
  default Tensor min(int... axes) {
    return new Min(Axes.of(self().shape(), axes)).on(self());
  }

  /** The position of the first greatest element over the axes, in row-major order over them. */
  default Tensor argmax(int... axes) {
    return new ArgMax(Axes.of(self().shape(), axes)).on(self());
  }

  /** The position of the first least element over the axes, in row-major order over them. */
  default Tensor argmin(int... axes) {
    return new ArgMin(Axes.of(self().shape(), axes)).on(self());
  }

  /** 1 where an element over the axes is not 0, else 0. */
  default Tensor any(int... axes) {
    return self().ne(0).sum(axes).gt(0);
  }

  /** 1 where no element over the axes is 0, else 0. */
  default Tensor all(int... axes) {
    return self().eq(0).sum(axes).eq(0);
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

  /**
   * The sum over the axes along which {@code target} would be broadcast to this shape: the adjoint
   * of expanding.
   */
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
      if (i > target.rank() || (target.size(-i) == 1 && x.size(-i) != 1)) {
        broadcast[n++] = -i;
      }
    }
    return n == 0 ? x.reshape(target) : x.sum(Arrays.copyOf(broadcast, n)).reshape(target);
  }
}
