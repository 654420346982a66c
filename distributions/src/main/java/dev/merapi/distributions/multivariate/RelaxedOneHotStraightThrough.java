package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.StraightThroughDraws;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link RelaxedOneHotCategorical} rounded to the unit vector of its greatest element, whose
 * draws carry the gradients of what they were rounded from. Rounding is exact: element k is the
 * greatest with its probability at every temperature (Gumbel's trick), so the density is that of
 * {@link OneHotCategorical}. Weights have shape [.., K]; events are vectors of K numbers.
 *
 * <p>Source: Jang, Gu and Poole, "Categorical reparameterization with Gumbel-Softmax" (2017),
 * section 2.2.
 */
public record RelaxedOneHotStraightThrough(RelaxedOneHotCategorical relaxed)
    implements StraightThroughDraws {

  /** A unit vector with the gradients of the relaxed draw that it was rounded from. */
  @Factory(value = "relaxedOneHotStraightThrough", arrays = "probs")
  public static RelaxedOneHotStraightThrough ofProbs(Tensor temperature, Tensor probs) {
    return new RelaxedOneHotStraightThrough(RelaxedOneHotCategorical.ofProbs(temperature, probs));
  }

  /** The temperature of the gradients, and logarithms of weights in the last axis. */
  public static RelaxedOneHotStraightThrough ofLogits(Tensor temperature, Tensor logits) {
    return new RelaxedOneHotStraightThrough(RelaxedOneHotCategorical.ofLogits(temperature, logits));
  }

  @Override
  public Shape batchShape() {
    return relaxed.batchShape();
  }

  @Override
  public Shape eventShape() {
    return relaxed.eventShape();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor soft = relaxed.sample(key, sampleShape);
    Tensor greatest = soft.argmax(-1).unsqueeze(-1);
    return new StraightThrough().on(Tensor.arange(soft.size(-1)).eq(greatest), soft);
  }

  @Override
  public RelaxedOneHotStraightThrough expand(Shape batchShape) {
    return new RelaxedOneHotStraightThrough(relaxed.expand(batchShape));
  }

  @Override
  public Parameters parameters() {
    return relaxed.parameters();
  }

  @Override
  public OneHotCategorical hard() {
    return new OneHotCategorical(relaxed.weights(), batchShape());
  }
}
