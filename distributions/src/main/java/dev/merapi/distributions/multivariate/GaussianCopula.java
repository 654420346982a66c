package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.NormalLogQuantile;

/**
 * Vectors whose elements have the {@code marginals} F₁, …, Fₙ and hang together like a normal
 * vector z with correlation matrix R = L Lᵀ: x = F⁻¹(Φ(z)). With z = Φ⁻¹(F(x)), p(x) = N(z; 0, R) /
 * Πᵢ N(zᵢ; 0, 1) · Πᵢ fᵢ(xᵢ). The marginals are a continuous distribution of numbers with batch
 * [.., n], a cdf and an inverse one; {@code correlationTril} L has shape [.., n, n].
 *
 * <p>Where one marginal density is 0 the density is 0, even if another is infinite.
 *
 * <p>Source: Song, "Multivariate dispersion models generated from Gaussian copula" (2000), equation
 * 2.
 */
public record GaussianCopula(Distribution marginals, Tensor correlationTril, Shape batchShape)
    implements Distribution {
  /** From here on the distance to the upper end tells more than the cdf. */
  private static final double HIGH = 5;

  private static final double LOW = -37;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GaussianCopula {
    if (marginals.eventDim() != 0 || marginals.isDiscrete() || marginals.batchShape().rank() == 0) {
      throw new ArgumentException(
          "GaussianCopula wants a continuous distribution of numbers with a batch of marginals, but %s has event shape %s and batch shape %s"
              .formatted(
                  marginals.getClass().getSimpleName(),
                  marginals.eventShape(),
                  marginals.batchShape()));
    }
    parameters(marginals, correlationTril).check(batchShape);
  }

  /** The factor L of the correlation matrix. */
  public static GaussianCopula ofTril(Distribution marginals, Tensor correlationTril) {
    Shape batch = parameters(marginals, correlationTril).shape();
    return new GaussianCopula(marginals, correlationTril, batch);
  }

  /** Vectors with the given marginals that hang together like a normal vector. */
  @Factory(value = "gaussianCopula", arrays = "correlation")
  public static GaussianCopula of(Distribution marginals, Tensor correlation) {
    Tensor checked =
        Validation.parameter(
            "GaussianCopula", "correlation", correlation, Constraints.correlationMatrix());
    return ofTril(marginals, Validation.symmetric(checked).choleskyOrNaN());
  }

  /** Vectors with Beta marginals that hang together like a normal vector. */
  @Factory(
      value = "gaussianCopulaBeta",
      arrays = {"concentration1", "concentration0", "correlation"})
  public static GaussianCopula ofBeta(
      Tensor concentration1, Tensor concentration0, Tensor correlation) {
    return of(Beta.of(concentration1, concentration0), correlation);
  }

  private static Parameters parameters(Distribution marginals, Tensor correlationTril) {
    return Parameters.of("GaussianCopula")
        .with("correlationTril", correlationTril, Constraints.correlationCholesky())
        .part("marginals", marginals, 1)
        .sizes(
            "marginals",
            marginals.batchShape().size(-1),
            "correlationTril",
            correlationTril.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(marginals, correlationTril);
  }

  @Override
  public Shape eventShape() {
    return marginals.batchShape().takeRight(1);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(marginals.support(), 1);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor z = Gaussian.colour(correlationTril, Noise.normal(key, shape(sampleShape)));
    Tensor usual = z.lt(HIGH).and(z.gt(LOW));
    Tensor x = marginals.icdf(Tensor.where(usual, z, Tensor.scalar(0)).normalCdf());
    if (usual instanceof Dense known && Flags.all(known)) {
      return x;
    }
    Tensor low = Tensor.where(z.lt(LOW), z, Tensor.scalar(LOW)).normalLogCdf();
    Tensor high = Tensor.where(z.lt(HIGH), Tensor.scalar(HIGH), z).unaryMinus().normalLogCdf();
    Tensor far =
        Tensor.where(z.lt(0), marginals.inverseLogCdf(low), marginals.inverseLogSurvival(high));
    return Tensor.where(usual, x, far);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return logDensity(Interior.of(value));
  }

  @Override
  public Tensor logDensity(Interior value) {
    Tensor z = normal(value);
    Tensor white = Gaussian.whiten(correlationTril, z);
    Tensor gap = z.square().sum(-1).minus(white.square().sum(-1)).times(0.5);
    Tensor each = marginals.logDensity(value);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor all = Tensor.where(each.eq(never).any(-1), never, each.sum(-1));
    return gap.minus(Gaussian.logDet(correlationTril)).plus(all);
  }

  /** Φ⁻¹(F(x)) by the nearer tail. */
  private Tensor normal(Interior value) {
    if (marginals instanceof Normal normal) {
      return value.value().minus(normal.loc()).div(normal.scale());
    }
    Tensor below = tail(value, true);
    Tensor left = below.lt(-Math.log(2));
    Tensor half = Tensor.scalar(-Math.log(2));
    Tensor above = Tensor.where(left, half, tail(value, false));
    Tensor low = new NormalLogQuantile().on(held(Tensor.where(left, below, half)));
    Tensor high = new NormalLogQuantile().on(held(above));
    return Tensor.where(left, low, high.unaryMinus());
  }

  private Tensor tail(Interior value, boolean below) {
    if (marginals instanceof Beta beta) {
      Tensor logit = value.logAbove(Tensor.scalar(0)).minus(value.logBelow(Tensor.scalar(1)));
      return below ? beta.logCdfAt(logit) : beta.logSurvivalAt(logit);
    }
    return below ? marginals.logCdf(value.value()) : marginals.logSurvival(value.value());
  }

  /** At the ends of the support Φ⁻¹ is infinite; there it is held at a distance that is not. */
  private static Tensor held(Tensor log) {
    return log.maximum(Tensor.scalar(-1e20));
  }

  @Override
  public GaussianCopula expand(Shape batchShape) {
    return Parameters.checked(() -> new GaussianCopula(marginals, correlationTril, batchShape));
  }

  @Override
  public Tensor mean() {
    return marginals.mean().expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    return marginals.variance().expand(batchShape.append(eventShape()));
  }
}
