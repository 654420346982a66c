package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Dirichlet(concentration a) on the simplex: p(x) = Γ(Σ aₖ) Πₖ xₖ^(aₖ − 1) / Γ(aₖ). Concentrations
 * have shape [.., K] and batch B; events are vectors of K numbers. Draws carry implicit gradients.
 */
public record Dirichlet(Tensor concentration, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Dirichlet {
    parameters(concentration).check(batchShape);
  }

  /** Dirichlet with concentrations [.., K]. */
  @Factory(value = "dirichlet", arrays = "concentration", list = true)
  public static Dirichlet of(Tensor concentration) {
    return new Dirichlet(concentration, parameters(concentration).shape());
  }

  private static Parameters parameters(Tensor concentration) {
    return Parameters.of("Dirichlet")
        .with("concentration", concentration, Constraints.independent(Constraints.positive(), 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(concentration.size(-1));
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
    return Terms.logGammaDraw(key, concentration, shape(sampleShape)).softmax(-1);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor constant = concentration.sum(-1).lgamma().minus(concentration.lgamma().sum(-1));
    return Terms.orImpossible(concentration.minus(1).xlogy(value).sum(-1).plus(constant));
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor constant = concentration.sum(-1).lgamma().minus(concentration.lgamma().sum(-1));
    Tensor logs = value.logAbove(Tensor.scalar(0));
    return concentration.minus(1).times(logs).sum(-1).plus(constant);
  }

  @Override
  public Dirichlet expand(Shape batchShape) {
    return Parameters.checked(() -> new Dirichlet(concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    return share().expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor p = share();
    Tensor total = concentration.sum(-1).unsqueeze(-1);
    return p.minus(p.square()).div(total.plus(1)).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    Tensor excess = concentration.minus(1).maximum(Tensor.scalar(0));
    Tensor total = excess.sum(-1).unsqueeze(-1);
    Tensor flat = total.eq(0);
    Tensor mode = excess.div(Tensor.where(flat, Tensor.scalar(1), total));
    Tensor centre = Tensor.scalar(1.0 / concentration.size(-1));
    return Tensor.where(flat, centre, mode).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor entropy() {
    Tensor total = concentration.sum(-1);
    int k = concentration.size(-1);
    Tensor constant = concentration.lgamma().sum(-1).minus(total.lgamma());
    Tensor each = concentration.minus(1).times(concentration.digamma()).sum(-1);
    return constant.plus(total.minus(k).times(total.digamma())).minus(each).expand(batchShape);
  }

  private Tensor share() {
    return concentration.div(concentration.sum(-1).unsqueeze(-1));
  }
}
