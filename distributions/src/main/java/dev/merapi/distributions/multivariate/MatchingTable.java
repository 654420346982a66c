package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The states of n places of which each holds 0 to c sources, as numbers with n digits to the base c
 * + 1, and the ways to fill them source by source: fᵢ₊₁[s] = ln Σⱼ exp(fᵢ[s − eⱼ] + logits[i, j])
 * over the places j that are not empty in s, from f₀ = ln [s = 0]. The last state of the last f is
 * the constant of a matching; for c = 1 it is the permanent, and this is its recurrence over
 * subsets.
 *
 * @param previous s − eⱼ, and 0 where place j is empty [states, n]
 * @param open 0 where place j is not empty, else −∞ [states, n]
 */
record MatchingTable(Tensor previous, Tensor open) {
  private static final int MOST = 20_000;

  static MatchingTable of(int places, int capacity) {
    double count = Math.pow(capacity + 1, places);
    if (count > MOST) {
      throw new ArgumentException(
          "A matching with %d places of %d has %.0f states, and more than %d are not counted one by one; approximated(rounds) gives its density"
              .formatted(places, capacity, count, MOST));
    }
    int states = (int) count;
    double[] previous = new double[states * places];
    double[] open = new double[states * places];
    for (int s = 0; s < states; s++) {
      int rest = s;
      int unit = 1;
      for (int j = 0; j < places; j++) {
        boolean empty = rest % (capacity + 1) == 0;
        previous[s * places + j] = empty ? 0 : s - unit;
        open[s * places + j] = empty ? Double.NEGATIVE_INFINITY : 0;
        rest /= capacity + 1;
        unit *= capacity + 1;
      }
    }
    Shape shape = Shape.of(states, places);
    return new MatchingTable(Tensor.of(previous, shape), Tensor.of(open, shape));
  }

  int states() {
    return previous.size(0);
  }

  /** The states before, for each place that the last source may have: [R..] → [R.., n]. */
  Tensor before(Tensor state) {
    return previous.get(state);
  }

  /** 0 or −∞ for each place that the last source may have: [R..] → [R.., n]. */
  Tensor allowed(Tensor state) {
    return open.get(state);
  }

  /**
   * f₀, …, f_N, each [.., states], with {@code sum} of [.., n] → [..] in the place of ln Σ exp: the
   * greatest, for the best of all ways.
   */
  Tensor[] filled(Tensor logits, UnaryOperator<Tensor> sum) {
    int sources = logits.size(-2);
    Tensor[] filled = new Tensor[sources + 1];
    Tensor none = Tensor.arange(states()).eq(0);
    Tensor start = Tensor.where(none, Tensor.scalar(0), Tensor.scalar(Double.NEGATIVE_INFINITY));
    filled[0] = start.expand(logits.shape().dropRight(2).append(states()));
    for (int i = 0; i < sources; i++) {
      Tensor row = logits.slice(-2, i, i + 1);
      Tensor from = LastAxis.choose(filled[i].unsqueeze(-2).unsqueeze(-2), previous);
      filled[i + 1] = sum.apply(from.plus(row).plus(open));
    }
    return filled;
  }

  /** ln of the constant, [..]. */
  Tensor total(Tensor logits) {
    Tensor[] filled = filled(logits, ways -> ways.logSumExp(-1));
    return filled[filled.length - 1].slice(-1, states() - 1, states()).squeeze(-1);
  }
}
