package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Categorical on {0, …, K − 1}: P(k) is proportional to weight k. Weights have shape [B.., K];
 * events are numbers.
 */
public record Categorical(Weights weights, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Categorical {
    parameters(weights).check(batchShape);
  }

  /** Category k with probability proportional to {@code probs[.., k]}. */
  @Factory(value = "categorical", arrays = "probs", list = true)
  public static Categorical ofProbs(Tensor probs) {
    Weights weights = Weights.ofProbs(probs);
    return new Categorical(weights, weights.batchShape());
  }

  /** Category k with probability proportional to exp({@code logits[.., k]}). */
  @Factory(value = "categoricalLogits", arrays = "logits")
  public static Categorical ofLogits(Tensor logits) {
    Weights weights = Weights.ofLogits(logits);
    return new Categorical(weights, weights.batchShape());
  }

  private static Parameters parameters(Weights weights) {
    return Parameters.of("Categorical").with(weights);
  }

  @Override
  public Parameters parameters() {
    return parameters(weights);
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumberBetween(0, weights.count() - 1);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return new ChooseByWeight().on(weights.probs(), Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return isOwnSupport(value) ? inFront(value.rank()) : LastAxis.choose(weights.logProbs(), value);
  }

  /** Whether the value is 0, 1, …, K − 1 along an axis of its own to the left of B. */
  private boolean isOwnSupport(Tensor value) {
    int k = weights.count();
    return value instanceof Dense
        && value.rank() > batchShape.rank()
        && value.size(0) == k
        && value.shape().count() == k
        && value.reshape(k).equals(Tensor.arange(k));
  }

  /** The log-probabilities with the axis of categories moved to the left of all others. */
  private Tensor inFront(int rank) {
    Tensor logProbs = weights.logProbs();
    int[] order = new int[logProbs.rank()];
    order[0] = -1;
    for (int i = 1; i < order.length; i++) {
      order[i] = i - 1;
    }
    Shape batch = logProbs.shape().dropRight(1).padLeft(rank - 1);
    return logProbs.permute(order).reshape(Shape.of(weights.count()).append(batch));
  }

  @Override
  public Categorical expand(Shape batchShape) {
    return Parameters.checked(() -> new Categorical(weights, batchShape));
  }

  @Override
  public Tensor mode() {
    Tensor logProbs = weights.logProbs();
    Tensor greatest = logProbs.max(-1).unsqueeze(-1);
    Tensor index = Tensor.arange(weights.count());
    Tensor none = Tensor.scalar(weights.count());
    return Tensor.where(logProbs.eq(greatest), index, none).min(-1).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor p = weights.probs();
    return p.xlogy(p).sum(-1).unaryMinus().expand(batchShape);
  }
}
