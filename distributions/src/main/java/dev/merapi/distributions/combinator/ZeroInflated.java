package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of counts with more zeros: 0 with the probability of the {@code gate}, else a draw
 * of the base, which may be 0 too. P(0) = g + (1 − g) P₀(0) and P(k) = (1 − g) P₀(k).
 */
public record ZeroInflated(Distribution base, Chance gate, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public ZeroInflated {
    if (base.eventDim() != 0 || !base.isDiscrete()) {
      throw new ArgumentException(
          "ZeroInflated wants a distribution of counts, but values of %s are %s; for those use a Hurdle"
              .formatted(base.getClass().getSimpleName(), base.support().describe()));
    }
    parameters(base, gate).check(batchShape);
  }

  /** A distribution of counts with extra zeros of probability {@code gate}. */
  @Factory("zeroInflated")
  public static ZeroInflated ofProbs(Distribution base, Tensor gate) {
    return of(base, Chance.ofProbs(gate));
  }

  /** The log-odds of an extra zero. */
  public static ZeroInflated ofLogits(Distribution base, Tensor gateLogits) {
    return of(base, Chance.ofLogits(gateLogits));
  }

  private static ZeroInflated of(Distribution base, Chance gate) {
    return new ZeroInflated(base, gate, parameters(base, gate).shape());
  }

  private static Parameters parameters(Distribution base, Chance gate) {
    return Parameters.of("ZeroInflated").with(gate).part("base", base);
  }

  @Override
  public Parameters parameters() {
    return parameters(base, gate);
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor u = Noise.uniform(key.fold("gate"), shape(sampleShape));
    Tensor counts = base.expand(batchShape).sample(key.fold("count"), sampleShape);
    return Tensor.where(u.lt(gate.probs()), Tensor.scalar(0), counts);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor zero = value.eq(0);
    Tensor counted = base.logDensity(value);
    Tensor other = gate.logProb(Tensor.scalar(0), zero.not()).plus(counted);
    return Tensor.where(zero, gate.logSuccessOr(counted), other);
  }

  @Override
  public ZeroInflated expand(Shape batchShape) {
    return Parameters.checked(() -> new ZeroInflated(base, gate, batchShape));
  }

  @Override
  public Tensor mean() {
    return gate.probs().unaryMinus().plus(1).times(base.mean()).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor g = gate.probs();
    Tensor spread = base.variance().plus(g.times(base.mean().square()));
    return g.unaryMinus().plus(1).times(spread).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor g = gate.probs();
    Tensor cdf = g.plus(g.unaryMinus().plus(1).times(base.cdf(value)));
    return Tensor.where(value.lt(0), Tensor.scalar(0), cdf);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor counted = base.logCdf(value);
    Tensor inner = gate.logFailure().plus(counted);
    return Tensor.where(value.lt(0), inner, gate.logSuccessOr(counted));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor counted = base.logSurvival(value);
    Tensor inner = gate.logFailure().plus(counted);
    return Tensor.where(value.lt(0), gate.logSuccessOr(counted), inner);
  }
}
