package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Normal vectors around a ring: the covariance of elements i and j is {@code covarianceRow} at i −
 * j modulo n, where the row is symmetric, cₖ = cₙ₋ₖ. The matrix H = (cos 2πjk/n + sin 2πjk/n)/√n is
 * symmetric and orthogonal, and H C H is the diagonal of the eigenvalues λⱼ = Σₖ cₖ cos 2πjk/n &gt;
 * 0. Parameters have shapes [.., n]; events are vectors of n numbers.
 *
 * <p>Source: Bracewell, "Discrete Hartley transform" (1983).
 */
public record CirculantNormal(Tensor loc, Tensor eigenvalues, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public CirculantNormal {
    parameters(loc, eigenvalues).check(batchShape);
  }

  /** Normal vectors around a ring, by the first row of their covariance matrix. */
  @Factory(
      value = "circulantNormal",
      arrays = {"loc", "covarianceRow"})
  public static CirculantNormal of(Tensor loc, Tensor covarianceRow) {
    Tensor table = angles(covarianceRow.size(-1)).cos();
    return ofEigenvalues(loc, covarianceRow.unsqueeze(-2).matmul(table).squeeze(-2));
  }

  /** The mean, and the eigenvalues λⱼ = λₙ₋ⱼ &gt; 0 of the covariance matrix. */
  public static CirculantNormal ofEigenvalues(Tensor loc, Tensor eigenvalues) {
    Shape batch = parameters(loc, eigenvalues).shape();
    return new CirculantNormal(loc, eigenvalues, batch);
  }

  private static Parameters parameters(Tensor loc, Tensor eigenvalues) {
    return Parameters.of("CirculantNormal")
        .with("loc", loc, Constraints.realVector())
        .with("eigenvalues", eigenvalues, Constraints.independent(Constraints.positive(), 1))
        .sizes("loc", loc.size(-1), "eigenvalues", eigenvalues.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, eigenvalues);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(loc.size(-1));
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
    Tensor noise = Noise.normal(key, shape(sampleShape)).times(eigenvalues.sqrt());
    return loc.plus(hartley(noise));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = hartley(value.minus(loc)).square().div(eigenvalues).sum(-1);
    Tensor constant = eigenvalues.log().sum(-1).times(0.5);
    return z.times(-0.5).minus(constant.plus(loc.size(-1) * Constants.HALF_LOG_TWO_PI));
  }

  @Override
  public CirculantNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new CirculantNormal(loc, eigenvalues, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    return eigenvalues.mean(-1).unsqueeze(-1).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }

  @Override
  public Tensor entropy() {
    double constant = loc.size(-1) * (0.5 + Constants.HALF_LOG_TWO_PI);
    return eigenvalues.log().sum(-1).times(0.5).plus(constant).expand(batchShape);
  }

  /** x H. */
  private static Tensor hartley(Tensor x) {
    int n = x.size(-1);
    Tensor angles = angles(n);
    Tensor matrix = angles.cos().plus(angles.sin()).div(Math.sqrt(n));
    return x.unsqueeze(-2).matmul(matrix).squeeze(-2);
  }

  /** 2π (jk mod n) / n. */
  private static Tensor angles(int n) {
    Tensor j = Tensor.arange(n);
    Tensor product = j.unsqueeze(-1).times(j);
    return product.minus(product.div(n).floor().times(n)).times(2 * Math.PI / n);
  }
}
