package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LogIntegral;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogRising;

/**
 * NegativeBinomial with r = n and a failure probability of a Beta(a, b) distribution with a =
 * concentration1 and b = concentration0: P(k) = Γ(k + n) / (k! Γ(n)) · B(a + n, b + k) / B(a, b)
 * for k = 0, 1, 2, …. Parameters broadcast to B; events are numbers.
 *
 * <p>The names are those of {@link BetaBinomial}, where concentration1 belongs to the success that
 * ends the count: a great concentration1 makes counts small. NumPyro's BetaNegativeBinomial has the
 * opposite meaning: its {@code concentration1} is the {@code concentration0} of this one, and its
 * {@code concentration0} the {@code concentration1}.
 */
public record BetaNegativeBinomial(
    Tensor concentration1, Tensor concentration0, Tensor n, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public BetaNegativeBinomial {
    parameters(concentration1, concentration0, n).check(batchShape);
  }

  /** Negative binomial with a probability of a Beta distribution. */
  @Factory("betaNegativeBinomial")
  public static BetaNegativeBinomial of(Tensor concentration1, Tensor concentration0, Tensor n) {
    return new BetaNegativeBinomial(
        concentration1, concentration0, n, parameters(concentration1, concentration0, n).shape());
  }

  private static Parameters parameters(Tensor concentration1, Tensor concentration0, Tensor n) {
    return Parameters.of("BetaNegativeBinomial")
        .positive("concentration1", concentration1)
        .positive("concentration0", concentration0)
        .positive("n", n);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration1, concentration0, n);
  }

  /** Geometric with a success probability of a Beta distribution. */
  @Factory("betaGeometric")
  public static BetaNegativeBinomial geometric(Tensor concentration1, Tensor concentration0) {
    return of(concentration1, concentration0, Tensor.scalar(1));
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Tensor logA = Terms.logGammaDraw(key.fold(1), concentration1, shape);
    Tensor logB = Terms.logGammaDraw(key.fold(0), concentration0, shape);
    Tensor gamma = Terms.gammaDraw(key.fold("rate"), n, shape);
    Tensor rate = gamma.times(logB.minus(logA).exp());
    return Terms.mixedPoissonDraw(key.fold("count"), rate, shape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor choose = value.plus(n).log().plus(n.lbeta(value.plus(1)));
    LogRising rising = new LogRising();
    Tensor hits = rising.on(concentration1, n).plus(rising.on(concentration0, value));
    Tensor all = rising.on(concentration1.plus(concentration0), n.plus(value));
    return hits.minus(all).minus(choose);
  }

  @Override
  public Tensor variance() {
    Tensor finite = concentration1.gt(2);
    Tensor a = Tensor.where(finite, concentration1, Tensor.scalar(3));
    Tensor b = concentration0;
    Tensor own = n.times(a.plus(n).minus(1).div(a.minus(1)));
    Tensor other = b.times(a.plus(b).minus(1).div(a.minus(1)));
    Tensor variance = own.div(a.minus(2)).times(other);
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, variance, infinite).expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(
        value.expand(Shape.broadcast(value.shape(), batchShape)), true, k -> mixed(k, true));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(
        value.expand(Shape.broadcast(value.shape(), batchShape)), false, k -> mixed(k, false));
  }

  /**
   * The tail of the negative binomial distribution, an incomplete beta function, averaged over the
   * logit of its probability from about its most likely place on either side.
   */
  private Tensor mixed(Tensor k, boolean below) {
    Tensor prior = concentration1.log().minus(concentration0.log());
    Tensor reached = concentration1.plus(n).log().minus(concentration0.plus(k).log());
    Tensor middle = Terms.detached(below ? prior.maximum(reached) : prior.minimum(reached));
    Tensor least = Tensor.full(k.shape(), Double.POSITIVE_INFINITY);
    LogIntegral up = LogIntegral.of(s -> weight(k, middle.plus(s), below), least);
    LogIntegral down = LogIntegral.of(s -> weight(k, middle.minus(s), below), least);
    return Terms.logAddExp(up.log(), down.log()).minimum(Tensor.scalar(0));
  }

  private Tensor weight(Tensor k, Tensor v, boolean below) {
    Tensor a = concentration1.times(v.logSigmoid());
    Tensor prior = a.plus(concentration0.times(v.unaryMinus().logSigmoid()));
    Tensor tail =
        below
            ? new LogBetaI().on(n, k.plus(1), v)
            : new LogBetaI().on(k.plus(1), n, v.unaryMinus());
    return prior.minus(concentration1.lbeta(concentration0)).plus(tail);
  }

  @Override
  public BetaNegativeBinomial expand(Shape batchShape) {
    return Parameters.checked(
        () -> new BetaNegativeBinomial(concentration1, concentration0, n, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor finite = concentration1.gt(1);
    Tensor a = Tensor.where(finite, concentration1, Tensor.scalar(2));
    Tensor mean = n.times(concentration0).div(a.minus(1));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, mean, infinite).expand(batchShape);
  }
}
