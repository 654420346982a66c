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
import dev.merapi.tensor.internal.op.LogRising;

/**
 * Student's t for vectors: with z = L⁻¹(x − loc), p(x) ∝ (1 + z·z/df)^(−(df + n)/2) / det L. df has
 * shape B, loc [.., n], L = scaleTril [.., n, n]; events are vectors of n numbers. The mean needs
 * df &gt; 1, the variance is infinite up to df = 2.
 */
public record MultivariateStudentT(Tensor df, Tensor loc, Tensor scaleTril, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public MultivariateStudentT {
    parameters(df, loc, scaleTril).check(batchShape);
  }

  /** Student's t for vectors. */
  @Factory(
      value = "multivariateStudentT",
      arrays = {"loc", "scaleTril"})
  public static MultivariateStudentT of(Tensor df, Tensor loc, Tensor scaleTril) {
    return new MultivariateStudentT(df, loc, scaleTril, parameters(df, loc, scaleTril).shape());
  }

  private static Parameters parameters(Tensor df, Tensor loc, Tensor scaleTril) {
    return Parameters.of("MultivariateStudentT")
        .positive("df", df)
        .with("loc", loc, Constraints.realVector())
        .with("scaleTril", scaleTril, Constraints.lowerCholesky());
  }

  @Override
  public Parameters parameters() {
    return parameters(df, loc, scaleTril);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(scaleTril.size(-1));
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
    Tensor half = df.times(0.5);
    Tensor gamma = Terms.gammaDraw(key.fold("gamma"), half, sampleShape.append(batchShape));
    Tensor z = Noise.normal(key.fold("normal"), shape(sampleShape));
    Tensor stretched = z.times(half.div(gamma).sqrt().unsqueeze(-1));
    return loc.plus(Gaussian.colour(scaleTril, stretched));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int n = scaleTril.size(-1);
    Tensor z = Gaussian.whiten(scaleTril, value.minus(loc));
    Tensor half = df.times(0.5);
    Tensor gammas = new LogRising().on(half, Tensor.scalar(n / 2.0));
    Tensor spread = df.log().plus(Constants.LOG_PI).times(n / 2.0);
    Tensor constant = gammas.minus(spread).minus(Gaussian.logDet(scaleTril));
    return constant.minus(half.plus(n / 2.0).times(Gaussian.length(z, -1).div(df).log1p()));
  }

  @Override
  public MultivariateStudentT expand(Shape batchShape) {
    return Parameters.checked(() -> new MultivariateStudentT(df, loc, scaleTril, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor known = df.gt(1).unsqueeze(-1);
    return Tensor.where(known, loc, Tensor.scalar(Double.NaN))
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor finite = df.gt(2);
    Tensor safe = Tensor.where(finite, df, Tensor.scalar(3));
    Tensor infinite =
        Tensor.where(df.gt(1), Tensor.scalar(Double.POSITIVE_INFINITY), Tensor.scalar(Double.NaN));
    Tensor factor = Tensor.where(finite, safe.div(safe.minus(2)), infinite);
    return Gaussian.variance(scaleTril)
        .times(factor.unsqueeze(-1))
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape.append(eventShape()));
  }
}
