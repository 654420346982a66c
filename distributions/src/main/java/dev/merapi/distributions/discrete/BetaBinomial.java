package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogRising;

/**
 * Binomial with a success probability of a Beta(a, b) distribution: P(k) = C(n, k) B(k + a, n − k +
 * b) / B(a, b) for k = 0, …, n, with a = concentration1, b = concentration0 and n = totalCount.
 * Parameters broadcast to B; events are numbers.
 */
public record BetaBinomial(
    Tensor concentration1, Tensor concentration0, Tensor totalCount, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public BetaBinomial {
    parameters(concentration1, concentration0, totalCount).check(batchShape);
  }

  /** Binomial with a probability of a Beta distribution. */
  @Factory("betaBinomial")
  public static BetaBinomial of(Tensor concentration1, Tensor concentration0, Tensor totalCount) {
    return new BetaBinomial(
        concentration1,
        concentration0,
        totalCount,
        parameters(concentration1, concentration0, totalCount).shape());
  }

  private static Parameters parameters(
      Tensor concentration1, Tensor concentration0, Tensor totalCount) {
    return Parameters.of("BetaBinomial")
        .positive("concentration1", concentration1)
        .positive("concentration0", concentration0)
        .with("totalCount", totalCount, Constraints.count());
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration1, concentration0, totalCount);
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumberBetween(Tensor.scalar(0), totalCount);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor p =
        new Beta(concentration1, concentration0, batchShape).sample(key.fold("p"), sampleShape);
    return Terms.binomialDraw(key.fold("count"), totalCount, p, shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor a = concentration1;
    Tensor b = concentration0;
    LogRising rising = new LogRising();
    Tensor hits = rising.on(a, value);
    Tensor misses = rising.on(b, totalCount.minus(value));
    Tensor all = rising.on(a.plus(b), totalCount);
    return Terms.logChoose(totalCount, value).plus(hits).plus(misses).minus(all);
  }

  @Override
  public BetaBinomial expand(Shape batchShape) {
    return Parameters.checked(
        () -> new BetaBinomial(concentration1, concentration0, totalCount, batchShape));
  }

  @Override
  public Tensor mean() {
    return totalCount
        .times(concentration1)
        .div(concentration1.plus(concentration0))
        .expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor sum = concentration1.plus(concentration0);
    Tensor p = concentration1.div(sum);
    Tensor binomial = totalCount.times(p.minus(p.square()));
    return binomial.times(sum.plus(totalCount)).div(sum.plus(1)).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return CountEntropy.of(this, totalCount).expand(batchShape);
  }
}
