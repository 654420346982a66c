package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.StraightThroughDraws;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link OneHotCategorical} whose draws are one-hot vectors that carry the gradients of the
 * probabilities, as if they were these: a biased estimator of low variance. Weights have shape [..,
 * K]; events are vectors of K numbers.
 *
 * <p>Source: Bengio, Léonard and Courville, "Estimating or propagating gradients through stochastic
 * neurons" (2013), section 4.
 */
public record OneHotStraightThrough(Weights weights, Shape batchShape)
    implements StraightThroughDraws {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public OneHotStraightThrough {
    parameters(weights).check(batchShape);
  }

  /** A unit vector that carries the gradients of its probabilities. */
  @Factory(value = "oneHotStraightThrough", arrays = "probs")
  public static OneHotStraightThrough ofProbs(Tensor probs) {
    Weights weights = Weights.ofProbs(probs);
    return new OneHotStraightThrough(weights, weights.batchShape());
  }

  /** Logarithms of weights in the last axis; they are normalised. */
  public static OneHotStraightThrough ofLogits(Tensor logits) {
    Weights weights = Weights.ofLogits(logits);
    return new OneHotStraightThrough(weights, weights.batchShape());
  }

  private static Parameters parameters(Weights weights) {
    return Parameters.of("OneHotStraightThrough").with(weights);
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
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor hard = hard().sample(key, sampleShape);
    return new StraightThrough().on(hard, weights.probs());
  }

  @Override
  public OneHotStraightThrough expand(Shape batchShape) {
    return Parameters.checked(() -> new OneHotStraightThrough(weights, batchShape));
  }

  @Override
  public OneHotCategorical hard() {
    return new OneHotCategorical(weights, batchShape);
  }
}
