package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Normal matrices: X = loc + R Z Cᵀ for Z of independent standard normals, with R = rowTril [.., m,
 * m] and C = columnTril [.., n, n]; loc has shape [.., m, n]. The covariance of vec(X) is the
 * Kronecker product of C Cᵀ and R Rᵀ. Events are m × n matrices.
 */
public record MatrixNormal(Tensor loc, Tensor rowTril, Tensor columnTril, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public MatrixNormal {
    parameters(loc, rowTril, columnTril).check(batchShape);
  }

  /** Normal matrices with the factors of the covariances of rows and columns. */
  @Factory(
      value = "matrixNormal",
      arrays = {"loc", "rowTril", "columnTril"})
  public static MatrixNormal of(Tensor loc, Tensor rowTril, Tensor columnTril) {
    return new MatrixNormal(loc, rowTril, columnTril, parameters(loc, rowTril, columnTril).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor rowTril, Tensor columnTril) {
    return Parameters.of("MatrixNormal")
        .with("loc", loc, Constraints.realMatrix())
        .with("rowTril", rowTril, Constraints.lowerCholesky())
        .with("columnTril", columnTril, Constraints.lowerCholesky());
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, rowTril, columnTril);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(rowTril.size(-1), columnTril.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.realMatrix();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor z = Noise.normal(key, shape(sampleShape));
    return loc.plus(rowTril.matmul(z).matmul(columnTril.transpose()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor half = rowTril.solveTriangular(value.minus(loc), true);
    Tensor z = columnTril.solveTriangular(half.transpose(), true);
    int m = rowTril.size(-1);
    int n = columnTril.size(-1);
    Tensor logDet = Gaussian.logDet(rowTril).times(n).plus(Gaussian.logDet(columnTril).times(m));
    double constant = m * n * Constants.HALF_LOG_TWO_PI;
    return Gaussian.length(z, -1, -2).times(-0.5).minus(logDet.plus(constant));
  }

  @Override
  public MatrixNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new MatrixNormal(loc, rowTril, columnTril, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor rows = Gaussian.variance(rowTril).unsqueeze(-1);
    return rows.times(Gaussian.variance(columnTril).unsqueeze(-2))
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
