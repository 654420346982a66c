package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.bijector.CorrelationProduct;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution on Cholesky factors L of correlation matrices of order n for which det(L
 * Lᵀ)^(concentration − 1) is the density of the matrix: p(L) ∝ Πᵢ lᵢᵢ^(n − 1 − i + 2(concentration
 * − 1)) for i = 1, …, n − 1, over the strict lower triangle. Concentration 1 makes all correlation
 * matrices equally likely. It has shape B; events are n × n matrices.
 *
 * <p>Source: Lewandowski, Kurowicka and Joe (2009), J. Multivariate Analysis 100, sections 2
 * (constant) and 3.2 (the onion sampler, row by row: the squared length of a row's free part is a
 * Beta, its direction is uniform).
 */
public record LkjCholesky(int order, Tensor concentration, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LkjCholesky {
    if (order < 2) {
      throw new ArgumentException("LkjCholesky: order must be at least 2, but it is " + order);
    }
    parameters(concentration).check(batchShape);
  }

  /**
   * Cholesky factors of correlation matrices of order {@code order}; concentration 1 is uniform.
   */
  @Factory("lkjCholesky")
  public static LkjCholesky of(int order, Tensor concentration) {
    Shape batch = parameters(concentration).shape();
    return new LkjCholesky(order, concentration, batch);
  }

  /** Correlation matrices of order {@code order}, with density det^(concentration − 1). */
  @Factory("lkj")
  public static Transformed correlations(int order, Tensor concentration) {
    return Transformed.of(of(order, concentration), new CorrelationProduct());
  }

  private static Parameters parameters(Tensor concentration) {
    return Parameters.of("LkjCholesky").positive("concentration", concentration);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(order, order);
  }

  @Override
  public Constraint support() {
    return Constraints.correlationCholesky();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    int n = order;
    Tensor index = Tensor.arange(n - 1).plus(1);
    Tensor a = index.times(0.5);
    Tensor b = concentration.unsqueeze(-1).plus(Tensor.scalar(n - 1).minus(index).times(0.5));
    Shape vector = rows.append(n - 1);
    Tensor logA = Terms.logGammaDraw(key.fold("a"), a, vector);
    Tensor logB = Terms.logGammaDraw(key.fold("b"), b, vector);
    Tensor odds = logA.minus(logB);
    Tensor normals = Noise.normal(key.fold("direction"), rows.append(n - 1, n)).tril();
    Tensor length = normals.square().sum(-1).sqrt();
    Tensor direction = normals.div(length.unsqueeze(-1));
    Tensor size = odds.logSigmoid().times(0.5).exp().unsqueeze(-1);
    Tensor below = direction.times(size).pad(-2, 1, 0);
    Tensor height = odds.unaryMinus().logSigmoid().times(0.5).exp();
    Tensor diagonal = height.maximum(Tensor.scalar(Double.MIN_NORMAL)).pad(-1, 1, 0);
    Tensor first = Tensor.arange(n).eq(0);
    return below.plus(diagonal.plus(first).diagonalMatrix());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return weighed(value.diagonal().log());
  }

  private Tensor weighed(Tensor logDiagonal) {
    Tensor i = Tensor.arange(order - 1).plus(1);
    Tensor powers =
        concentration.minus(1).times(2).unsqueeze(-1).plus(Tensor.scalar(order - 1).minus(i));
    Tensor logs = logDiagonal.slice(-1, 1, order);
    return powers.times(logs).sum(-1).minus(logTotal());
  }

  @Override
  public Tensor logDensity(Interior value) {
    Tensor logs =
        value
            .above()
            .map(known -> known.log().diagonal())
            .orElseGet(() -> value.value().diagonal().log());
    return weighed(logs);
  }

  @Override
  public LkjCholesky expand(Shape batchShape) {
    return Parameters.checked(() -> new LkjCholesky(order, concentration, batchShape));
  }

  /**
   * ln of the integral of the powers: the beta functions of the rows, times the angles' surfaces.
   */
  private Tensor logTotal() {
    int m = order - 1;
    Tensor alpha = concentration.plus(m / 2.0);
    Tensor numerator = Gaussian.multivariateLgamma(alpha.minus(0.5), m);
    return numerator.minus(alpha.lgamma().times(m)).plus(m * Constants.LOG_PI / 2);
  }
}
