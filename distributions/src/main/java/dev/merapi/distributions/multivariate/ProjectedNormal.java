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
 * The direction x = y/|y| of a normal vector y of unit covariance around {@code concentration} μ
 * [.., n]: with t = μ·x and Mₙ(t) = ∫₀^∞ rⁿ⁻¹ e^(rt − r²/2) dr, p(x) = e^(−|μ|²/2) Mₙ(t) /
 * (2π)^(n/2) on the sphere. Events are unit vectors of n ≥ 2 numbers; the {@code mean} is the mean
 * direction, μ/|μ|.
 *
 * <p>M₁(t) = √2π e^(t²/2) Φ(t), M₂ = 1 + t M₁, and by parts Mₙ = t Mₙ₋₁ + (n − 2) Mₙ₋₂.
 */
public record ProjectedNormal(Tensor concentration, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public ProjectedNormal {
    parameters(concentration).check(batchShape);
  }

  /** The direction of a normal vector. */
  @Factory(value = "projectedNormal", arrays = "concentration")
  public static ProjectedNormal of(Tensor concentration) {
    return new ProjectedNormal(concentration, parameters(concentration).shape());
  }

  private static Parameters parameters(Tensor concentration) {
    return Parameters.of("ProjectedNormal")
        .with("concentration", concentration, Constraints.realVector());
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration);
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
    return direction(y);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int n = concentration.size(-1);
    Tensor t = concentration.times(value).sum(-1);
    Tensor across = concentration.minus(value.times(t.unsqueeze(-1))).square().sum(-1);
    Tensor far = t.gt(100);
    Tensor along = Tensor.where(far, Tensor.scalar(0), t.maximum(Tensor.scalar(0))).square();
    Tensor near = concentration.square().sum(-1).minus(along);
    Tensor square = Tensor.where(far, across, near);
    return logMoment(n, t).minus(square.times(0.5)).minus(n * Constants.HALF_LOG_TWO_PI);
  }

  @Override
  public ProjectedNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new ProjectedNormal(concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    return direction(concentration).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }

  /** y/|y|, and 0 for y = 0. */
  private static Tensor direction(Tensor y) {
    Tensor greatest = y.abs().max(-1).unsqueeze(-1);
    Tensor zero = greatest.eq(0);
    Tensor scaled = y.div(Tensor.where(zero, Tensor.scalar(1), greatest));
    Tensor length = scaled.square().sum(-1).sqrt().unsqueeze(-1);
    return scaled.div(Tensor.where(zero, Tensor.scalar(1), length));
  }

  /**
   * ln Mₙ(t) − max(t, 0)²/2, where the recurrence neither overflows nor cancels; beyond, for t &lt;
   * −100, Mₙ = Γ(n)/|t|ⁿ (1 − n(n + 1)/2t² + n(n + 1)(n + 2)(n + 3)/8t⁴ − …), and for t &gt; 10⁸
   * √2π tⁿ⁻¹ e^(t²/2).
   */
  private static Tensor logMoment(int n, Tensor t) {
    Tensor low = t.lt(-100);
    Tensor high = t.gt(1e8);
    Tensor middle = Tensor.where(low.or(high), Tensor.scalar(0), t);
    Tensor size = Tensor.where(low.or(high), t.abs(), Tensor.scalar(100)).log();
    Tensor q = size.times(-2).exp();
    Tensor terms =
        q.times(-(n + 4.0) * (n + 5) / 6).plus(1).times(q).times((n + 2.0) * (n + 3) / 4);
    Tensor series = terms.unaryMinus().plus(1).times(q).times(-n * (n + 1.0) / 2).log1p();
    Tensor below = series.minus(size.times(n)).plus(Tensor.scalar(n).lgamma());
    Tensor above = size.times(n - 1).plus(Constants.HALF_LOG_TWO_PI);
    return Tensor.where(low, below, Tensor.where(high, above, recurrence(n, middle).log()));
  }

  /** Mₙ(t) e^(−max(t, 0)²/2). */
  private static Tensor recurrence(int n, Tensor t) {
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
    return moment;
  }
}
