package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.bijector.CholeskyProduct;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of X⁻¹ for X of a Wishart distribution: with P = L Lᵀ and L = scaleTril, p(Y) =
 * det(P)^(df/2) det(Y)^(−(df + n + 1)/2) e^(−tr(P Y⁻¹)/2) / (2^(df n/2) Γₙ(df/2)), for df &gt; n −
 * 1. df has shape B, L [.., n, n]; events are positive definite matrices. The mean needs df &gt; n
 * + 1.
 */
public record InverseWishart(Tensor df, Tensor scaleTril, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public InverseWishart {
    parameters(df, scaleTril).check(batchShape);
  }

  /** Inverse Wishart by the lower-triangular factor of its scale matrix. */
  @Factory(value = "inverseWishartTril", arrays = "scaleTril")
  public static InverseWishart ofScaleTril(Tensor df, Tensor scaleTril) {
    return new InverseWishart(df, scaleTril, parameters(df, scaleTril).shape());
  }

  private static Parameters parameters(Tensor df, Tensor scaleTril) {
    return Parameters.of("InverseWishart")
        .with("scaleTril", scaleTril, Constraints.lowerCholesky())
        .with("df", df, Constraints.greaterThan(scaleTril.size(-1) - 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(df, scaleTril);
  }

  /** Inverse Wishart by its scale matrix. */
  @Factory(value = "inverseWishart", arrays = "scale")
  public static InverseWishart ofScale(Tensor df, Tensor scale) {
    Shape batch =
        Parameters.of("InverseWishart")
            .with("scale", scale, Constraints.positiveDefinite())
            .with("df", df, Constraints.greaterThan(scale.size(-1) - 1))
            .batchShape();
    return new InverseWishart(df, Validation.symmetric(scale).choleskyOrNaN(), batch);
  }

  /** The lower-triangular factors of inverse Wishart matrices. */
  @Factory(value = "inverseWishartCholesky", arrays = "scaleTril")
  public static Transformed cholesky(Tensor df, Tensor scaleTril) {
    return Transformed.of(ofScaleTril(df, scaleTril), new CholeskyProduct().inverse());
  }

  @Override
  public Shape eventShape() {
    return Shape.of(scaleTril.size(-1), scaleTril.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.positiveDefinite();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    int n = scaleTril.size(-1);
    Tensor eye = Tensor.eye(n);
    Tensor precision = new Wishart(df, eye, batchShape).sample(key, sampleShape);
    Tensor root = Gaussian.ofPrecision(precision).expand(rows.append(n, n));
    Tensor factor = scaleTril.matmul(root);
    return factor.matmul(factor.transpose());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int n = scaleTril.size(-1);
    Tensor root = value.choleskyOrNaN();
    Tensor inner = root.solveTriangular(scaleTril, true);
    Tensor trace = inner.square().sum(-1, -2).times(0.5);
    Tensor half = df.times(0.5);
    Tensor gamma = Gaussian.multivariateLgamma(half, n).plus(half.times(n * Constants.LOG_TWO));
    Tensor power = df.plus(n + 1).times(Gaussian.logDet(root));
    Tensor total = df.times(Gaussian.logDet(scaleTril)).minus(gamma);
    return Terms.orImpossible(total.minus(power).minus(trace));
  }

  @Override
  public InverseWishart expand(Shape batchShape) {
    return Parameters.checked(() -> new InverseWishart(df, scaleTril, batchShape));
  }

  @Override
  public Tensor mean() {
    int n = scaleTril.size(-1);
    Tensor finite = df.gt(n + 1);
    Tensor below = Tensor.where(finite, df.minus(n + 1), Tensor.scalar(Double.NaN));
    Tensor scale = scaleTril.matmul(scaleTril.transpose());
    return scale.div(below.unsqueeze(-1).unsqueeze(-1)).expand(batchShape.append(eventShape()));
  }

  /**
   * ((df − n + 1) sᵢⱼ² + (df − n − 1) sᵢᵢ sⱼⱼ) / ((df − n) (df − n − 1)² (df − n − 3)) for the
   * scale S, infinite up to df = n + 3 (von Rosen 1988, Scandinavian J. Statistics 15, corollary
   * 3.1).
   */
  @Override
  public Tensor variance() {
    int n = scaleTril.size(-1);
    Tensor finite = df.gt(n + 3);
    Tensor d = Tensor.where(finite, df.minus(n), Tensor.scalar(4)).unsqueeze(-1).unsqueeze(-1);
    Tensor scale = scaleTril.matmul(scaleTril.transpose());
    Tensor diagonal = scale.diagonal();
    Tensor outer = diagonal.unsqueeze(-1).times(diagonal.unsqueeze(-2));
    Tensor sum = d.plus(1).times(scale.square()).plus(d.minus(1).times(outer));
    Tensor variance = sum.div(d.times(d.minus(1).square()).times(d.minus(3)));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite.unsqueeze(-1).unsqueeze(-1), variance, infinite)
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    int n = scaleTril.size(-1);
    Tensor scale = scaleTril.matmul(scaleTril.transpose());
    return scale
        .div(df.plus(n + 1).unsqueeze(-1).unsqueeze(-1))
        .expand(batchShape.append(eventShape()));
  }
}
