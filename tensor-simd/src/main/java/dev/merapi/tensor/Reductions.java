package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Combinations over axes. Axes count from the left if ≥ 0, from the right if negative; none named
 * means all of them.
 */
sealed interface Reductions permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** The sum over the axes, which go. */
  default Tensor sum(int... axes) {
    return WORDS.sum(self(), axes);
  }

  /** The product over the axes, which go. */
  default Tensor prod(int... axes) {
    return WORDS.prod(self(), axes);
  }

  /** The mean over the axes, which go; NaN over no elements. */
  default Tensor mean(int... axes) {
    return sum(axes).div(count(axes));
  }

  /** The variance over the axes, which go: Σ (x − mean)² / (n − 1), for n elements each. */
  default Tensor variance(int... axes) {
    Tensor x = self();
    Shape kept = x.shape();
    for (int axis : named(axes)) {
      kept = kept.with(axis, 1);
    }
    Tensor mean = x.mean(axes).reshape(kept);
    return x.minus(mean).square().sum(axes).div(count(axes) - 1);
  }

  /** The axes, all where none is named. */
  private int[] named(int... axes) {
    return axes.length == 0 ? IntStream.range(0, self().rank()).toArray() : axes;
  }

  /** The number of elements over the axes. */
  private int count(int... axes) {
    return Arrays.stream(named(axes)).map(self()::size).reduce(1, Math::multiplyExact);
  }

  /** The greatest element over the axes, which go. */
  default Tensor max(int... axes) {
    return WORDS.max(self(), axes);
  }

  /** The least element over the axes, which go. */
  default Tensor min(int... axes) {
    return WORDS.min(self(), axes);
  }

  /** The position of the first greatest element over the axes, in row-major order over them. */
  default Tensor argmax(int... axes) {
    return WORDS.argmax(self(), axes);
  }

  /** The position of the first least element over the axes, in row-major order over them. */
  default Tensor argmin(int... axes) {
    return WORDS.argmin(self(), axes);
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
    return WORDS.logSumExp(self(), axes);
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
