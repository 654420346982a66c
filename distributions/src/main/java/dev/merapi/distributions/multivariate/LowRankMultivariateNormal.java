package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Normal vectors whose covariance is W Wᵀ + diag(d), with W = covFactor [.., n, r] and d = covDiag
 * [.., n]: the cost of a density is n r² instead of n³. loc has shape [.., n]; events are vectors
 * of n numbers.
 *
 * <p>With the r × r matrix C = I + Wᵀ diag(d)⁻¹ W = M Mᵀ: det = Π dᵢ · det C (the determinant
 * lemma) and the squared length of x is Σ xᵢ²/dᵢ − |M⁻¹ Wᵀ (x/d)|² (Woodbury's identity).
 */
public record LowRankMultivariateNormal(
    Tensor loc, Tensor covFactor, Tensor covDiag, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LowRankMultivariateNormal {
    parameters(loc, covFactor, covDiag).check(batchShape);
  }

  /** Normal vectors of covariance W Wᵀ + diag(d). */
  @Factory(
      value = "lowRankMultivariateNormal",
      arrays = {"loc", "covFactor", "covDiag"})
  public static LowRankMultivariateNormal of(Tensor loc, Tensor covFactor, Tensor covDiag) {
    return new LowRankMultivariateNormal(
        loc, covFactor, covDiag, parameters(loc, covFactor, covDiag).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor covFactor, Tensor covDiag) {
    return Parameters.of("LowRankMultivariateNormal")
        .with("loc", loc, Constraints.realVector())
        .with("covFactor", covFactor, Constraints.realMatrix())
        .with("covDiag", covDiag, Constraints.independent(Constraints.positive(), 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, covFactor, covDiag);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(covDiag.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.realVector();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Shape inner = shape.with(-1, covFactor.size(-1));
    Tensor common =
        covFactor.matmul(Noise.normal(key.fold("factor"), inner).unsqueeze(-1)).squeeze(-1);
    return loc.plus(common).plus(covDiag.sqrt().times(Noise.normal(key.fold("diag"), shape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor root = capacitance();
    Tensor projected = covFactor.transpose().matmul(x.div(covDiag).unsqueeze(-1)).squeeze(-1);
    Tensor inner = Gaussian.whiten(root, projected).square().sum(-1);
    Tensor diagonal = x.square().div(covDiag).sum(-1);
    Tensor infinite = diagonal.eq(Double.POSITIVE_INFINITY);
    Tensor length = Tensor.where(infinite, diagonal, diagonal.minus(inner));
    double constant = covDiag.size(-1) * Constants.HALF_LOG_TWO_PI;
    return Terms.orImpossible(length.times(-0.5).minus(halfLogDet(root).plus(constant)));
  }

  @Override
  public LowRankMultivariateNormal expand(Shape batchShape) {
    return Parameters.checked(
        () -> new LowRankMultivariateNormal(loc, covFactor, covDiag, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    return covFactor.square().sum(-1).plus(covDiag).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }

  @Override
  public Tensor entropy() {
    int n = covDiag.size(-1);
    double constant = n * (0.5 + Constants.HALF_LOG_TWO_PI);
    return halfLogDet(capacitance()).plus(constant).expand(batchShape);
  }

  /** The Cholesky factor M of I + Wᵀ diag(d)⁻¹ W. */
  private Tensor capacitance() {
    Tensor scaled = covFactor.div(covDiag.unsqueeze(-1));
    int r = covFactor.size(-1);
    return covFactor.transpose().matmul(scaled).plus(Tensor.eye(r)).choleskyOrNaN();
  }

  private Tensor halfLogDet(Tensor root) {
    return covDiag.log().sum(-1).times(0.5).plus(Gaussian.logDet(root));
  }
}
