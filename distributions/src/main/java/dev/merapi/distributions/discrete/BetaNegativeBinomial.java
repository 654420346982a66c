package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * NegativeBinomial with r = n and a failure probability of a Beta(a, b) distribution with a =
 * concentration1 and b = concentration0: P(k) = Γ(k + n) / (k! Γ(n)) · B(a + n, b + k) / B(a, b)
 * for k = 0, 1, 2, …. Parameters broadcast to B; events are numbers.
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
    Tensor powers = concentration1.plus(n).lbeta(concentration0.plus(value));
    return powers.minus(choose).minus(concentration1.lbeta(concentration0));
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
