package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * Normal vectors: with z = L⁻¹(x − loc) and L = scaleTril, p(x) = exp(−z·z/2) / ((2π)^(n/2) det L).
 * loc has shape [.., n], L [.., n, n]; events are vectors of n numbers.
 */
public record MultivariateNormal(Tensor loc, Tensor scaleTril, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public MultivariateNormal {
    parameters(loc, scaleTril).check(batchShape);
  }

  /** Normal vectors by the lower-triangular factor of their covariance matrix. */
  @Factory(
      value = "multivariateNormalTril",
      arrays = {"loc", "scaleTril"})
  public static MultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
    return new MultivariateNormal(loc, scaleTril, parameters(loc, scaleTril).shape());
  }

  /** Normal vectors by their covariance matrix. */
  @Factory(
      value = "multivariateNormal",
      arrays = {"loc", "covariance"})
  public static MultivariateNormal ofCovariance(Tensor loc, Tensor covariance) {
    return checked(
        loc,
        "covariance",
        covariance,
        Constraints.positiveDefinite(),
        Validation.symmetric(covariance).choleskyOrNaN());
  }

  /** Normal vectors by the inverse of their covariance matrix. */
  @Factory(
      value = "multivariateNormalPrecision",
      arrays = {"loc", "precision"})
  public static MultivariateNormal ofPrecision(Tensor loc, Tensor precision) {
    return checked(
        loc,
        "precision",
        precision,
        Constraints.positiveDefinite(),
        Gaussian.ofPrecision(Validation.symmetric(precision)));
  }

  private static MultivariateNormal checked(
      Tensor loc, String name, Tensor matrix, Constraint constraint, Tensor scaleTril) {
    Parameters parameters =
        Parameters.of("MultivariateNormal")
            .with("loc", loc, Constraints.realVector())
            .with(name, matrix, constraint)
            .sizes("loc", loc.size(-1), name, matrix.size(-1));
    Shape batch = parameters.batchShape();
    if (scaleTril instanceof Dense factor
        && Arrays.stream(factor.toArray()).anyMatch(Double::isNaN)) {
      throw new ArgumentException(
          "MultivariateNormal: %s is so near to a matrix that is not positive definite that rounding hides it. Add a small multiple of the identity to it, or give scaleTril."
              .formatted(name));
    }
    return Parameters.checked(() -> new MultivariateNormal(loc, scaleTril, batch));
  }

  /** The numbers of the last batch axis as one vector. */
  public static MultivariateNormal diagonal(Normal numbers) {
    Shape batch = numbers.batchShape();
    Tensor scale = numbers.scale().expand(batch).diagonalMatrix();
    return Parameters.checked(
        () -> new MultivariateNormal(numbers.loc().expand(batch), scale, batch.dropRight(1)));
  }

  @Override
  public Shape eventShape() {
    return Shape.of(scaleTril.size(-1));
  }

  private static Parameters parameters(Tensor loc, Tensor scaleTril) {
    return Parameters.of("MultivariateNormal")
        .with("loc", loc, Constraints.realVector())
        .with("scaleTril", scaleTril, Constraints.lowerCholesky())
        .sizes("loc", loc.size(-1), "scaleTril", scaleTril.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scaleTril);
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
    return loc.plus(Gaussian.colour(scaleTril, Noise.normal(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = Gaussian.whiten(scaleTril, value.minus(loc));
    double constant = scaleTril.size(-1) * Constants.HALF_LOG_TWO_PI;
    return Gaussian.length(z, -1).times(-0.5).minus(Gaussian.logDet(scaleTril).plus(constant));
  }

  @Override
  public MultivariateNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new MultivariateNormal(loc, scaleTril, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    return Gaussian.variance(scaleTril).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }

  @Override
  public Tensor entropy() {
    int n = scaleTril.size(-1);
    double constant = n * (0.5 + Constants.HALF_LOG_TWO_PI);
    return Gaussian.logDet(scaleTril).plus(constant).expand(batchShape);
  }

  /** L Lᵀ, [.., n, n]. */
  public Tensor covariance() {
    return scaleTril.matmul(scaleTril.transpose());
  }
}
