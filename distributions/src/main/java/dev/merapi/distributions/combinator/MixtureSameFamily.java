package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * A mixture of the members of one family along the last batch axis of {@code components}, [B.., K]:
 * p(x) = Σₖ wₖ pₖ(x). Weights have shape [.., K].
 */
public record MixtureSameFamily(Weights weights, Distribution components, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public MixtureSameFamily {
    Shape members = components.batchShape();
    if (members.rank() == 0 || members.size(-1) != weights.count()) {
      throw new ShapeException(
          "MixtureSameFamily: %d weights want components whose last batch axis has size %d, but their batch shape is %s"
              .formatted(weights.count(), weights.count(), members));
    }
    parameters(weights, components).check(batchShape);
  }

  /** A mixture of the members of one family along their last batch axis. */
  @Factory(value = "mixture", arrays = "probs")
  public static MixtureSameFamily ofProbs(Tensor probs, Distribution components) {
    return of(Weights.ofProbs(probs), components);
  }

  /** Logarithms of weights, normalised. */
  public static MixtureSameFamily ofLogits(Tensor logits, Distribution components) {
    return of(Weights.ofLogits(logits), components);
  }

  private static MixtureSameFamily of(Weights weights, Distribution components) {
    return new MixtureSameFamily(weights, components, parameters(weights, components).shape());
  }

  private static Parameters parameters(Weights weights, Distribution components) {
    Shape members = components.batchShape();
    Shape left = members.rank() == 0 ? members : members.dropRight(1);
    return Parameters.of("MixtureSameFamily")
        .with(weights)
        .part(components, 1)
        .given("components", left);
  }

  @Override
  public Parameters parameters() {
    return parameters(weights, components);
  }

  @Override
  public Shape eventShape() {
    return components.eventShape();
  }

  @Override
  public Constraint support() {
    return components.support();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Tensor chosen =
        new ChooseByWeight().on(weights.probs(), Noise.uniform(key.fold("component"), rows));
    Distribution all = components.expand(batchShape.append(weights.count()));
    Tensor draws = all.sample(key.fold("value"), sampleShape).moveAxis(-1 - eventDim(), -1);
    Tensor draw = LastAxis.choose(draws, LastAxis.withEventAxes(chosen, eventShape()));
    return Terms.detached(draw);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor each = components.logProb(value.unsqueeze(-1 - eventDim()));
    return weights.logProbs().plus(each).logSumExp(-1);
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (!components.support().equals(support())) {
      return logDensity(value.value());
    }
    int axis = -1 - eventDim();
    Tensor each = components.logDensity(value.map(x -> x.unsqueeze(axis)));
    return weights.logProbs().plus(each).logSumExp(-1);
  }

  @Override
  public MixtureSameFamily expand(Shape batchShape) {
    return Parameters.checked(() -> new MixtureSameFamily(weights, components, batchShape));
  }

  @Override
  public Tensor mean() {
    return average(components.mean());
  }

  @Override
  public Tensor variance() {
    Tensor gap = components.mean().minus(mean().unsqueeze(-1 - eventDim()));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    Tensor apart = Tensor.where(gap.isNan(), infinite, gap.square());
    return average(components.variance().plus(apart));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return weights.probs().times(components.cdf(value.unsqueeze(-1))).sum(-1);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return weights.logProbs().plus(components.logCdf(value.unsqueeze(-1))).logSumExp(-1);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return weights.logProbs().plus(components.logSurvival(value.unsqueeze(-1))).logSumExp(-1);
  }

  /** Σₖ wₖ of something of each component, [.., K, E..] → [B.., E..]. */
  private Tensor average(Tensor each) {
    Tensor probs = LastAxis.withEventAxes(weights.probs(), Shape.SCALAR.padLeft(eventDim()));
    Tensor sum = probs.times(each).sum(-1 - eventDim());
    return sum.expand(batchShape.append(eventShape()));
  }
}
