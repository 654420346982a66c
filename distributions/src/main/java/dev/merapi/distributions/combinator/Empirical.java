package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * One of N given points, with given weights: {@code samples} [N, B.., E..] with {@code eventDim}
 * event axes and {@code logWeights} [N, B..], which need not be normalised.
 */
public record Empirical(Tensor samples, Tensor logWeights, int eventDim) implements Distribution {
  private static final Constraint LOGITS = Weights.ofLogits(Tensor.of(0)).domain();

  /** Checks that the samples are numbers and their weights are weights. */
  public Empirical {
    var _ = Validation.parameter("Empirical", "samples", samples, Constraints.real());
    var _ = Validation.parameter("Empirical", "logWeights", logWeights.moveAxis(0, -1), LOGITS);
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Empirical")
        .with("samples", samples.moveAxis(0, -1), Constraints.real(), eventDim + 1)
        .with("logWeights", logWeights.moveAxis(0, -1), LOGITS);
  }

  /** Equal weights. */
  public static Empirical of(Tensor samples, int eventDim) {
    return new Empirical(samples, Tensor.zeros(samples.shape().dropRight(eventDim)), eventDim);
  }

  /** One of the given points [N, B..], all alike. */
  @Factory(value = "empirical", arrays = "samples")
  public static Empirical of(Tensor samples) {
    return of(samples, 0);
  }

  @Override
  public Shape batchShape() {
    return samples.shape().dropRight(eventDim).dropLeft(1);
  }

  @Override
  public Shape eventShape() {
    return samples.shape().takeRight(eventDim);
  }

  @Override
  public Constraint support() {
    return new OneOf(samples, eventDim);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor u = Noise.uniform(key, sampleShape.append(batchShape()));
    Tensor index = new ChooseByWeight().on(probs(), u);
    Tensor table = samples.moveAxis(0, -1);
    return LastAxis.choose(table, LastAxis.withEventAxes(index, eventShape()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int left = value.rank() + 1 - samples.rank();
    Tensor points = samples;
    Tensor weights = logWeights.moveAxis(0, -1).logSoftmax(-1).moveAxis(-1, 0);
    for (int i = 0; i < left; i++) {
      points = points.unsqueeze(1);
      weights = weights.unsqueeze(1);
    }
    Tensor equal = value.unsqueeze(0).eq(points);
    for (int i = 0; i < eventDim; i++) {
      equal = equal.min(-1);
    }
    return Tensor.where(equal, weights, Tensor.scalar(Double.NEGATIVE_INFINITY)).logSumExp(0);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return gathered(value, false, "logCdf");
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return gathered(value, true, "logSurvival");
  }

  /** The logarithm of the weight of the points above, or not above, a value. */
  private Tensor gathered(Tensor value, boolean above, String quantity) {
    if (eventDim > 0) {
      throw new NoClosedFormException(this, quantity);
    }
    Tensor weights = logWeights.moveAxis(0, -1).logSoftmax(-1);
    Tensor beyond = samples.moveAxis(0, -1).gt(value.unsqueeze(-1));
    Tensor counted = above ? beyond : beyond.not();
    Tensor floor = Tensor.scalar(-1e300);
    Tensor sum = Tensor.where(counted, weights, floor).logSumExp(-1).minimum(Tensor.scalar(0));
    Tensor none = counted.any(-1).not();
    return Tensor.where(none, Tensor.scalar(Double.NEGATIVE_INFINITY), sum);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return inverseLogCdf(probability.log());
  }

  /** The least point that reaches the probability, up to rounding. */
  @Override
  public Tensor inverseLogCdf(Tensor log) {
    int n = samples.size(0);
    Tensor points = samples.moveAxis(0, -1);
    Tensor best = Tensor.scalar(Double.POSITIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      Tensor point = points.slice(-1, i, i + 1).squeeze(-1);
      Tensor reached = logCdf(point).ge(log.minus(1e-14));
      best = best.minimum(Tensor.where(reached, point, Tensor.scalar(Double.POSITIVE_INFINITY)));
    }
    return best;
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return inverseLogCdf(Terms.log1mExp(log));
  }

  @Override
  public Empirical expand(Shape batchShape) {
    int n = samples.size(0);
    Shape ones = Shape.of(n).append(Shape.SCALAR.padLeft(batchShape.rank() - batchShape().rank()));
    Shape points = ones.append(samples.shape().dropLeft(1));
    Shape weights = ones.append(logWeights.shape().dropLeft(1));
    return new Empirical(
        samples.reshape(points).expand(Shape.of(n).append(batchShape).append(eventShape())),
        logWeights.reshape(weights).expand(Shape.of(n).append(batchShape)),
        eventDim);
  }

  @Override
  public Tensor mean() {
    return average(samples);
  }

  @Override
  public Tensor variance() {
    return average(samples.minus(mean().unsqueeze(0)).square());
  }

  /** The weights [B.., N], normalised. */
  private Tensor probs() {
    return logWeights.moveAxis(0, -1).softmax(-1);
  }

  private Tensor average(Tensor x) {
    Shape ones = Shape.SCALAR.padLeft(eventDim);
    return LastAxis.withEventAxes(probs().moveAxis(-1, 0), ones).times(x).sum(0);
  }
}
