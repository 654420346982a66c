package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A unit vector of length K, with its 1 at place k with probability proportional to weight k.
 * Weights have shape [.., K] and batch B; events are vectors of K numbers.
 */
public record OneHotCategorical(Weights weights, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public OneHotCategorical {
    parameters(weights).check(batchShape);
  }

  /** A unit vector with its 1 at a category. */
  @Factory(value = "oneHotCategorical", arrays = "probs")
  public static OneHotCategorical ofProbs(Tensor probs) {
    Weights weights = Weights.ofProbs(probs);
    return new OneHotCategorical(weights, weights.batchShape());
  }

  /** A unit vector with its 1 at a category. */
  @Factory(value = "oneHotCategoricalLogits", arrays = "logits")
  public static OneHotCategorical ofLogits(Tensor logits) {
    Weights weights = Weights.ofLogits(logits);
    return new OneHotCategorical(weights, weights.batchShape());
  }

  private static Parameters parameters(Weights weights) {
    return Parameters.of("OneHotCategorical").with(weights);
  }

  @Override
  public Parameters parameters() {
    return parameters(weights);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(weights.count());
  }

  @Override
  public Constraint support() {
    return Constraints.oneHot();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor u = Noise.uniform(key, sampleShape.append(batchShape));
    return oneHot(new ChooseByWeight().on(weights.probs(), u));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return weights.logProb(value);
  }

  @Override
  public OneHotCategorical expand(Shape batchShape) {
    return Parameters.checked(() -> new OneHotCategorical(weights, batchShape));
  }

  @Override
  public Tensor mean() {
    return weights.probs().expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor p = weights.probs();
    return p.minus(p.square()).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return oneHot(new Categorical(weights, batchShape).mode());
  }

  @Override
  public Tensor entropy() {
    return new Categorical(weights, batchShape).entropy();
  }

  private Tensor oneHot(Tensor index) {
    return Tensor.arange(weights.count()).eq(index.unsqueeze(-1));
  }
}
