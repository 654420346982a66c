package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

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

  @Override
  default Tensor logDensity(Tensor value) {
    return LastAxis.choose(logProbs(), value);
  }

  @Override
  default Tensor entropy() {
    return Terms.entropy(logProbs()).expand(batchShape());
  }
}
