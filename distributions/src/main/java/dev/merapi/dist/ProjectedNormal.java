package dev.merapi.dist;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;

/**
 * The direction x = y/|y| of a normal vector y of unit covariance around {@code concentration} μ
 * [.., n]: with t = μ·x and Mₙ(t) = ∫₀^∞ rⁿ⁻¹ e^(rt − r²/2) dr, p(x) = e^(−|μ|²/2) Mₙ(t) /
 * (2π)^(n/2) on the sphere. Events are unit vectors of n ≥ 2 numbers; the {@code mean} is the mean
 * direction, μ/|μ|.
 *
 * <p>M₁(t) = √2π e^(t²/2) Φ(t), M₂ = 1 + t M₁, and by parts Mₙ = t Mₙ₋₁ + (n − 2) Mₙ₋₂.
 */
public record ProjectedNormal(Tensor concentration, Shape batchShape) implements Distribution {

  /** Parameters broadcast. */
  public static ProjectedNormal of(Tensor concentration) {
    Shape batch =
        Parameters.of("ProjectedNormal")
            .with("concentration", concentration, Constraints.realVector())
            .batchShape();
    return new ProjectedNormal(concentration, batch);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(concentration.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.sphere();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor y = concentration.plus(Noise.normal(key, shape(sampleShape)));
    return y.div(y.square().sum(-1).sqrt().unsqueeze(-1));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int n = concentration.size(-1);
    Tensor t = concentration.times(value).sum(-1);
    Tensor length = concentration.square().sum(-1).times(-0.5);
    return logMoment(n, t).plus(length).minus(n * Constants.HALF_LOG_TWO_PI);
  }

  @Override
  public ProjectedNormal expand(Shape batchShape) {
    return new ProjectedNormal(concentration, batchShape);
  }

  @Override
  public Tensor mean() {
    return direction().expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }

  private Tensor direction() {
    return concentration.div(concentration.square().sum(-1).sqrt().unsqueeze(-1));
  }

  /** ln Mₙ(t), with the factor e^(t²/2) taken out for t &gt; 0 so that nothing overflows. */
  private static Tensor logMoment(int n, Tensor t) {
    Tensor peak = t.maximum(Tensor.scalar(0)).square().times(0.5);
    Tensor one = peak.unaryMinus().exp();
    Tensor logFirst = t.square().times(0.5).minus(peak).plus(t.normalLogCdf());
    Tensor before = logFirst.plus(Constants.HALF_LOG_TWO_PI).exp();
    Tensor moment = one.plus(t.times(before));
    for (int k = 3; k <= n; k++) {
      Tensor next = t.times(moment).plus(before.times(k - 2));
      before = moment;
      moment = next;
    }
    return moment.log().plus(peak);
  }
}
