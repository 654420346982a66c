package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Attempts;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * 0 with the probability of the {@code gate}, else a draw of the base that is not 0: P(0) = g and
 * p(x) = (1 − g) p₀(x) / (1 − P₀(0)), where P₀(0) is 0 for a continuous base. Draws need the
 * inverse cdf of the base where it is discrete. A base of counts that is always 0 stands for its
 * limit, which is 1 wherever it is not 0.
 */
public record Hurdle(Distribution base, Chance gate, Shape batchShape) implements Univariate {
  private static final int ATTEMPTS = 1000;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Hurdle {
    parameters(base, gate).check(batchShape);
  }

  /** 0 with probability {@code gate}, else a value of the base that is not 0. */
  @Factory("hurdle")
  public static Hurdle ofProbs(Distribution base, Tensor gate) {
    return of(base, Chance.ofProbs(gate));
  }

  /** The log-odds of 0. */
  public static Hurdle ofLogits(Distribution base, Tensor gateLogits) {
    return of(base, Chance.ofLogits(gateLogits));
  }

  private static Hurdle of(Distribution base, Chance gate) {
    return new Hurdle(base, gate, parameters(base, gate).shape());
  }

  private static Parameters parameters(Distribution base, Chance gate) {
    return Parameters.of("Hurdle").with(gate).part("base", base);
  }

  @Override
  public Parameters parameters() {
    return parameters(base, gate);
  }

  @Override
  public Constraint support() {
    Constraint zero = new OneOf(Tensor.of(0), 0);
    return base.isDiscrete() ? base.support() : new Either(zero, base.support());
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  /** A draw of 0 from a discrete base is repeated, up to 1,000 times, and 1 then. */
  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Distribution full = base.expand(batchShape);
    Tensor draws = full.sample(key.fold("value"), sampleShape);
    if (base.isDiscrete()) {
      Key again = key.fold("again");
      draws =
          new Attempts(0, ATTEMPTS, "")
              .from(attempt(draws), i -> attempt(full.sample(again.fold(i), sampleShape)))
              .maximum(Tensor.scalar(1));
    }
    Tensor u = Noise.uniform(key.fold("gate"), shape);
    return Terms.detached(Tensor.where(u.lt(gate.probs()), Tensor.scalar(0), draws));
  }

  private static Attempts.Attempt attempt(Tensor draws) {
    return new Attempts.Attempt(draws, draws.ne(0));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor zero = value.eq(0);
    Tensor share = base.isDiscrete() ? countShare(value) : share(zero, value);
    return gate.logProb(zero).plus(Tensor.where(zero, Tensor.scalar(0), share));
  }

  private Tensor share(Tensor zero, Tensor value) {
    return base.logDensity(Tensor.where(zero, base.support().interior(value.shape()), value));
  }

  /** ln of p₀(x) / (1 − P₀(0)), or of its limit. */
  private Tensor countShare(Tensor value) {
    Tensor never = Terms.log1mExp(base.logDensity(Tensor.scalar(0)));
    Tensor degenerate = never.eq(Double.NEGATIVE_INFINITY);
    Tensor share = base.logDensity(value).minus(Tensor.where(degenerate, Tensor.scalar(0), never));
    Tensor limit =
        Tensor.where(value.eq(1), Tensor.scalar(0), Tensor.scalar(Double.NEGATIVE_INFINITY));
    return Tensor.where(degenerate, limit, share);
  }

  @Override
  public Hurdle expand(Shape batchShape) {
    return Parameters.checked(() -> new Hurdle(base, gate, batchShape));
  }
}
