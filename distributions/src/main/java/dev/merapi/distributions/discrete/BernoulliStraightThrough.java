package dev.merapi.distributions.discrete;

import dev.merapi.distributions.continuous.RelaxedBernoulli;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.StraightThroughDraws;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link RelaxedBernoulli} rounded to 0 or 1 whose draws carry the gradients of what they were
 * rounded from: a biased estimator of low variance. Rounding is exact: sigmoid((logit(p) + l) / T)
 * &gt; ½ has probability p at every temperature T, so the density is that of {@link Bernoulli}.
 * Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Jang, Gu and Poole, "Categorical reparameterization with Gumbel-Softmax" (2017),
 * section 2.2.
 */
public record BernoulliStraightThrough(RelaxedBernoulli relaxed)
    implements Univariate, StraightThroughDraws {

  /** 0 or 1 with the gradients of the relaxed draw that it was rounded from. */
  @Factory("bernoulliStraightThrough")
  public static BernoulliStraightThrough ofProbs(Tensor temperature, Tensor probs) {
    return new BernoulliStraightThrough(RelaxedBernoulli.ofProbs(temperature, probs));
  }

  /** The temperature of the gradients, and the log-odds. */
  public static BernoulliStraightThrough ofLogits(Tensor temperature, Tensor logits) {
    return new BernoulliStraightThrough(RelaxedBernoulli.ofLogits(temperature, logits));
  }

  @Override
  public Shape batchShape() {
    return relaxed.batchShape();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor soft = relaxed.sample(key, sampleShape);
    return new StraightThrough().on(soft.gt(0.5), soft);
  }

  @Override
  public BernoulliStraightThrough expand(Shape batchShape) {
    return new BernoulliStraightThrough(relaxed.expand(batchShape));
  }

  @Override
  public Parameters parameters() {
    return relaxed.parameters();
  }

  @Override
  public Bernoulli hard() {
    return new Bernoulli(relaxed.chance(), batchShape());
  }
}
