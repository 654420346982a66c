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
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.bijector.CholeskyProduct;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Wishart(df, scaleTril L) on positive definite matrices of order n: with V = L Lᵀ, p(X) =
 * det(X)^((df − n − 1)/2) e^(−tr(V⁻¹X)/2) / (2^(df n/2) det(V)^(df/2) Γₙ(df/2)), for df &gt; n − 1.
 * df has shape B, L [.., n, n]; events are matrices.
 *
 * <p>Source of the sampler: Bartlett's decomposition; Smith and Hocking, Applied Statistics 21
 * (1972), AS 53.
 */
public record Wishart(Tensor df, Tensor scaleTril, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Wishart {
    parameters(df, scaleTril).check(batchShape);
  }

  /** Wishart by the lower-triangular factor of its scale matrix. */
  @Factory(value = "wishartTril", arrays = "scaleTril")
  public static Wishart ofScaleTril(Tensor df, Tensor scaleTril) {
    return new Wishart(df, scaleTril, parameters(df, scaleTril).shape());
  }

  private static Parameters parameters(Tensor df, Tensor scaleTril) {
    return Parameters.of("Wishart")
        .with("scaleTril", scaleTril, Constraints.lowerCholesky())
        .with("df", df, Constraints.greaterThan(scaleTril.size(-1) - 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(df, scaleTril);
  }

  /** Wishart by its scale matrix. */
  @Factory(value = "wishart", arrays = "scale")
  public static Wishart ofScale(Tensor df, Tensor scale) {
    Tensor checked =
        Validation.parameter("Wishart", "scale", scale, Constraints.positiveDefinite());
    return ofScaleTril(df, Validation.symmetric(checked).choleskyOrNaN());
  }

  /** The lower-triangular factors of Wishart matrices. */
  @Factory(value = "wishartCholesky", arrays = "scaleTril")
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
    Tensor factor = scaleTril.matmul(bartlett(key, sampleShape.append(batchShape)));
    return factor.matmul(factor.transpose());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int n = scaleTril.size(-1);
    Tensor root = value.choleskyOrNaN();
    Tensor inner = scaleTril.solveTriangular(root, true);
    Tensor trace = inner.square().sum(-1, -2).times(0.5);
    Tensor power = df.minus(n + 1).times(Gaussian.logDet(root));
    return Terms.orImpossible(power.minus(trace).minus(logTotal()));
  }

  @Override
  public Wishart expand(Shape batchShape) {
    return Parameters.checked(() -> new Wishart(df, scaleTril, batchShape));
  }

  @Override
  public Tensor mean() {
    return df.unsqueeze(-1).unsqueeze(-1).times(scale()).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor v = scale();
    Tensor diagonal = v.diagonal();
    Tensor products = diagonal.unsqueeze(-1).times(diagonal.unsqueeze(-2));
    return df.unsqueeze(-1)
        .unsqueeze(-1)
        .times(v.square().plus(products))
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    int n = scaleTril.size(-1);
    Tensor factor = df.minus(n + 1).maximum(Tensor.scalar(0));
    return factor
        .unsqueeze(-1)
        .unsqueeze(-1)
        .times(scale())
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor entropy() {
    int n = scaleTril.size(-1);
    Tensor halves = Tensor.arange(n).times(0.5);
    Tensor digammas = df.times(0.5).unsqueeze(-1).minus(halves).digamma().sum(-1);
    Tensor logDet = digammas.plus(n * Constants.LOG_TWO).plus(Gaussian.logDet(scaleTril).times(2));
    Tensor power = df.minus(n + 1).times(0.5).times(logDet);
    return logTotal().minus(power).plus(df.times(n / 2.0)).expand(batchShape);
  }

  /** ln of 2^(df n/2) det(V)^(df/2) Γₙ(df/2). */
  private Tensor logTotal() {
    int n = scaleTril.size(-1);
    Tensor half = df.times(0.5);
    Tensor gamma = Gaussian.multivariateLgamma(half, n);
    return half.times(n * Constants.LOG_TWO).plus(df.times(Gaussian.logDet(scaleTril))).plus(gamma);
  }

  private Tensor scale() {
    return scaleTril.matmul(scaleTril.transpose());
  }

  /**
   * A lower-triangular A with A Aᵀ of the distribution of scale I: normals below, roots of χ² on
   * the diagonal.
   */
  private Tensor bartlett(Key key, Shape rows) {
    int n = scaleTril.size(-1);
    Tensor halves = df.unsqueeze(-1).minus(Tensor.arange(n)).times(0.5);
    Tensor log = Terms.logGammaDraw(key.fold("diagonal"), halves, rows.append(n));
    Tensor diagonal = log.plus(Constants.LOG_TWO).times(0.5).exp();
    Tensor below = Noise.normal(key.fold("below"), rows.append(n, n)).tril(-1);
    return below.plus(diagonal.diagonalMatrix());
  }
}
