package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogRising;

/**
 * Multinomial with probabilities of a Dirichlet(concentration a) distribution: P(x) = n! Γ(A) / Γ(n
 * + A) · Πₖ Γ(xₖ + aₖ) / (xₖ! Γ(aₖ)) with n = totalCount and A = Σ aₖ. Concentrations have shape
 * [.., K], the total B; events are vectors of K counts.
 */
public record DirichletMultinomial(Tensor concentration, Tensor totalCount, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public DirichletMultinomial {
    parameters(concentration, totalCount).check(batchShape);
  }

  /** Multinomial with probabilities of a Dirichlet distribution. */
  @Factory(value = "dirichletMultinomial", arrays = "concentration")
  public static DirichletMultinomial of(Tensor concentration, Tensor totalCount) {
    return new DirichletMultinomial(
        concentration, totalCount, parameters(concentration, totalCount).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor totalCount) {
    return Parameters.of("DirichletMultinomial")
        .with("concentration", concentration, Constraints.independent(Constraints.positive(), 1))
        .with("totalCount", totalCount, Constraints.count());
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, totalCount);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(concentration.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.countsOfTotal(totalCount);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Dirichlet dirichlet = new Dirichlet(concentration, batchShape);
    Tensor probs = dirichlet.sample(key.fold("probs"), sampleShape);
    Shape rows = sampleShape.append(batchShape);
    Multinomial counts = new Multinomial(totalCount, new Weights.OfProbs(probs), rows);
    return counts.sample(key.fold("counts"), Shape.SCALAR);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    LogRising rising = new LogRising();
    Tensor each = rising.on(concentration, value).minus(value.plus(1).lgamma());
    Tensor all = rising.on(concentration.sum(-1), totalCount);
    Tensor total = totalCount.plus(1).lgamma().minus(all);
    return each.sum(-1).plus(total);
  }

  @Override
  public DirichletMultinomial expand(Shape batchShape) {
    return Parameters.checked(
        () -> new DirichletMultinomial(concentration, totalCount, batchShape));
  }

  @Override
  public Tensor mean() {
    return totalCount.unsqueeze(-1).times(share()).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor p = share();
    Tensor n = totalCount.unsqueeze(-1);
    Tensor sum = concentration.sum(-1).unsqueeze(-1);
    return n.times(p.minus(p.square()))
        .times(n.plus(sum))
        .div(sum.plus(1))
        .expand(batchShape.append(eventShape()));
  }

  private Tensor share() {
    return concentration.div(concentration.sum(-1).unsqueeze(-1));
  }
}
