package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A point of the simplex that tends to a one-hot draw as the temperature T tends to 0: the
 * distribution of softmax((ln w + g)/T) for g standard Gumbel. p(x) = (K − 1)! T^(K−1) Πₖ wₖ
 * xₖ^(−T−1) / (Σₖ wₖ xₖ^(−T))^K. Weights have shape [.., K], events are vectors of K numbers.
 *
 * <p>Source: Maddison, Mnih and Teh, "The Concrete distribution" (2017), equation 13.
 */
public record RelaxedOneHotCategorical(Tensor temperature, Weights weights, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public RelaxedOneHotCategorical {
    parameters(temperature, weights).check(batchShape);
  }

  /** A differentiable stand-in for a one-hot draw. */
  @Factory(value = "relaxedOneHotCategorical", arrays = "probs")
  public static RelaxedOneHotCategorical ofProbs(Tensor temperature, Tensor probs) {
    return of(temperature, Weights.ofProbs(probs));
  }

  /** A differentiable stand-in for a one-hot draw. */
  @Factory(value = "relaxedOneHotCategoricalLogits", arrays = "logits")
  public static RelaxedOneHotCategorical ofLogits(Tensor temperature, Tensor logits) {
    return of(temperature, Weights.ofLogits(logits));
  }

  private static RelaxedOneHotCategorical of(Tensor temperature, Weights weights) {
    Shape batch = parameters(temperature, weights).shape();
    return new RelaxedOneHotCategorical(temperature, weights, batch);
  }

  private static Parameters parameters(Tensor temperature, Weights weights) {
    Parameters parameters =
        Parameters.of("RelaxedOneHotCategorical").positive("temperature", temperature);
    return switch (weights) {
      case Weights.OfProbs(Tensor probs) ->
          parameters.with("probs", probs, Constraints.independent(Constraints.positive(), 1));
      case Weights.OfLogits _ -> parameters.with(weights);
    };
  }

  @Override
  public Parameters parameters() {
    return parameters(temperature, weights);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(weights.count());
  }

  @Override
  public Constraint support() {
    return Constraints.simplex();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor gumbel = Noise.exponential(key, shape(sampleShape)).log().unaryMinus();
    return weights.logProbs().plus(gumbel).div(temperature.unsqueeze(-1)).softmax(-1);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int k = weights.count();
    Tensor log = value.maximum(Tensor.scalar(Double.MIN_NORMAL)).log();
    Tensor score = weights.logProbs().minus(log.times(temperature.unsqueeze(-1)));
    Tensor constant = temperature.log().times(k - 1).plus(Tensor.scalar(k).lgamma());
    Tensor powers = score.sum(-1).minus(score.logSumExp(-1).times(k));
    return powers.minus(log.sum(-1)).plus(constant);
  }

  @Override
  public RelaxedOneHotCategorical expand(Shape batchShape) {
    return Parameters.checked(() -> new RelaxedOneHotCategorical(temperature, weights, batchShape));
  }
}
