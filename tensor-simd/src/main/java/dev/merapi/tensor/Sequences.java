package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.List;

/**
 * Running combinations and order along one axis, which stays; it is counted from the left if ≥ 0,
 * from the right if negative.
 */
sealed interface Sequences permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** Running sums: x₀, x₀ + x₁, … */
  default Tensor cumsum(int axis) {
    return WORDS.cumsum(fromRight(axis), self());
  }

  /** Running products: x₀, x₀ · x₁, … */
  default Tensor cumprod(int axis) {
    return WORDS.cumprod(fromRight(axis), self());
  }

  /** Running log-sum-exps: x₀, ln(e^x₀ + e^x₁), … */
  default Tensor logCumSumExp(int axis) {
    return WORDS.logCumSumExp(fromRight(axis), self());
  }

  /** The recurrence yₜ = decayₜ · yₜ₋₁ + xₜ from y₀ = x₀, with x this tensor; both broadcast. */
  default Tensor recurrence(int axis, Tensor decay) {
    List<Tensor> operands = Structure.broadcast(decay, self());
    return WORDS.recurrence(fromRight(axis), operands.get(0), operands.get(1));
  }

  /**
   * The positions in increasing order of their elements; equal elements keep their order, NaN comes
   * last.
   */
  default Tensor argsort(int axis) {
    return WORDS.argsort(fromRight(axis), self());
  }

  /** The elements in increasing order, NaN last. Gradients follow the elements. */
  default Tensor sort(int axis) {
    return self().gatherAlong(axis, argsort(axis));
  }

  /**
   * The number below which a share {@code p} of the elements lies, by linear interpolation between
   * the neighbours of position p(n − 1) among the sorted ones (definition 7 of Hyndman and Fan
   * 1996); the axis goes.
   */
  default Tensor quantile(double p, int axis) {
    int n = self().size(axis);
    if (!(p >= 0 && p <= 1) || n == 0) {
      throw new ArgumentException(
          "A quantile wants p between 0 and 1 and at least one element, but p is %s and there are %d"
              .formatted(p, n));
    }
    Tensor sorted = sort(axis).moveAxis(axis, 0);
    double position = p * (n - 1);
    int below = (int) position;
    Tensor low = sorted.get(below);
    Tensor high = sorted.get(Math.min(below + 1, n - 1));
    return low.plus(high.minus(low).times(position - below));
  }

  /** The middle element, or the mean of the two in the middle; the axis goes. */
  default Tensor median(int axis) {
    return quantile(0.5, axis);
  }

  private int fromRight(int axis) {
    return self().shape().axis(axis) - self().rank();
  }
}
