package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/** Categories 0, …, K − 1 that lie between cutpoints on a line. */
interface OrderedCategories extends Univariate {
  /** The K − 1 cutpoints [.., K − 1], increasing. */
  Tensor cutpoints();

  /** The logarithms of the probabilities [.., K]. */
  Tensor logProbs();

  @Override
  default Constraint support() {
    return Constraints.wholeNumberBetween(0, cutpoints().size(-1));
  }

  @Override
  default Tensor sample(Key key, Shape sampleShape) {
    return new ChooseByWeight().on(logProbs().exp(), Noise.uniform(key, shape(sampleShape)));
  }

  /**
   * ln P of categories that are known [S.. B..], each between its own two cutpoints.
   *
   * @param low the cutpoint below each, and any where there is none
   * @param high the cutpoint above each, and any where there is none
   * @param first 1 where there is none below
   * @param last 1 where there is none above
   */
  Tensor between(Tensor value, Tensor low, Tensor high, Tensor first, Tensor last);

  /** Of known categories nothing but their own probability is computed. */
  @Override
  default Tensor logDensity(Tensor value) {
    int most = cutpoints().size(-1);
    if (cutpoints().rank() != 1 || !isKnown(value, most)) {
      return LastAxis.choose(logProbs(), value);
    }
    Tensor low = cutpoints().get(value.minus(1).maximum(Tensor.scalar(0)));
    Tensor high = cutpoints().get(value.minimum(Tensor.scalar(most - 1)));
    return between(value, low, high, value.eq(0), value.eq(most));
  }

  private static boolean isKnown(Tensor value, int most) {
    return value instanceof Dense dense
        && Arrays.stream(dense.toArray()).allMatch(k -> k >= 0 && k <= most && k == Math.rint(k));
  }

  @Override
  default Tensor entropy() {
    return Terms.entropy(logProbs()).expand(batchShape());
  }
}
