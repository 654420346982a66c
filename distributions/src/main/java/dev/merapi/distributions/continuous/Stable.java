package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.StableLogDensity;
import dev.merapi.distributions.internal.special.StableTail;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Stable(stability α, skew β, scale σ, loc δ) in Nolan's S⁰ form, which is continuous in all its
 * parameters: x = δ + σz with E exp(itz) = exp(−|t|^α − iB (t − sign(t)|t|^α)), B = β tan(πα/2).
 * Sums of such numbers are such numbers. 0 &lt; α ≤ 2, −1 ≤ β ≤ 1, σ &gt; 0; parameters broadcast
 * to B, and events are numbers. α = 2 is the normal distribution of variance 2σ², α = 1 with β = 0
 * Cauchy's, and α = ½ with β = 1 that of Lévy from δ − σ on.
 *
 * <p>The density is an integral, taken to about 13 digits (10 near α = 1); it costs as much as some
 * hundred other densities. For α &lt; 1 and β = ±1 it is −∞ beyond one end. The mean needs α &gt; 1
 * (else NaN); the variance is infinite below α = 2. Gradients of the density exist up to the first.
 *
 * <p>Draws: Chambers, Mallows and Stuck, "A method for simulating stable random variables" (1976),
 * equation 2.3; with φ uniform on (−π/2, π/2), w exponential, ε = α − 1, and N = B (cos εφ − 1 −
 * tan φ sin εφ) + tan φ cos εφ + sin εφ, z = N Z^(−ε/α) + B (Z^(−ε/α) − 1), Z = (cos εφ − B sin εφ)
 * / (w cos φ), in which nothing cancels near α = 1.
 */
public record Stable(Tensor stability, Tensor skew, Tensor scale, Tensor loc, Shape batchShape)
    implements Univariate {
  /** What α is moved by where it is nearer than that to 1: 1/ε² must be a number. */
  private static final double STEP = 1e-7;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Stable {
    parameters(stability, skew, scale, loc).check(batchShape);
  }

  /** Stable with skewness in [−1, 1], in Nolan's S⁰ form. */
  @Factory("stable")
  public static Stable of(Tensor stability, Tensor skew, Tensor scale, Tensor loc) {
    return new Stable(stability, skew, scale, loc, parameters(stability, skew, scale, loc).shape());
  }

  private static Parameters parameters(Tensor stability, Tensor skew, Tensor scale, Tensor loc) {
    return Parameters.of("Stable")
        .with("stability", stability, range())
        .with("skew", skew, Constraints.interval(-1, 1))
        .positive("scale", scale)
        .real("loc", loc);
  }

  @Override
  public Parameters parameters() {
    return parameters(stability, skew, scale, loc);
  }

  /**
   * In the S form of Samorodnitsky and Taqqu, E exp(itz) = exp(−|t|^α (1 − i sign(t) B)), which is
   * the S⁰ form at loc + σB; at α = 1 it is at loc + (2/π) β σ ln σ.
   */
  public static Stable ofS(Tensor stability, Tensor skew, Tensor scale, Tensor loc) {
    Tensor cauchy = stability.eq(1);
    Tensor apart = Tensor.where(cauchy, Tensor.scalar(2), stability);
    Tensor atOne = skew.times(scale.log()).times(2 / Math.PI);
    Tensor shift = Tensor.where(cauchy, atOne, shift(apart.minus(1), skew));
    return of(stability, skew, scale, loc.plus(scale.times(shift)));
  }

  /** Where α may be. */
  public static Constraint range() {
    return new Interval(Tensor.scalar(0), false, Tensor.scalar(2), true);
  }

  /** β tan(πα/2) = −β / tan(πε/2). */
  private static Tensor shift(Tensor epsilon, Tensor skew) {
    return skew.div(epsilon.times(Math.PI / 2).tan()).unaryMinus();
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor uniform = Noise.uniform(key.fold("uniform"), shape(sampleShape));
    Tensor exponential = Noise.exponential(key.fold("exponential"), shape(sampleShape));
    return Terms.finite(ofNoise(uniform, exponential));
  }

  /** The draw that a uniform number in (0, 1) and a standard exponential one make. */
  public Tensor ofNoise(Tensor uniform, Tensor exponential) {
    Tensor epsilon = epsilon();
    Tensor shift = shift(epsilon, skew);
    Tensor angle = uniform.minus(0.5).times(Math.PI);
    Tensor turn = epsilon.times(angle);
    Tensor tan = angle.tan();
    Tensor less = turn.times(0.5).sin().square().times(-2).minus(tan.times(turn.sin()));
    Tensor n = shift.times(less).plus(tan.times(turn.cos())).plus(turn.sin());
    Tensor top = turn.cos().minus(shift.times(turn.sin())).maximum(Tensor.scalar(1e-300));
    Tensor logZ = top.log().minus(exponential.log()).minus(angle.cos().log());
    Tensor power = logZ.times(epsilon).div(epsilon.plus(1)).unaryMinus();
    Tensor small = power.abs().lt(1);
    Tensor near = Tensor.where(small, power, Tensor.scalar(0));
    Tensor far = Tensor.where(small, Tensor.scalar(0), power);
    Tensor inner = n.times(near.exp()).plus(shift.times(near.expm1()));
    Tensor outer = n.plus(shift).times(far.exp()).minus(shift);
    return loc.plus(scale.times(Tensor.where(small, inner, outer)));
  }

  /** α − 1, and a little more where that is 0. */
  private Tensor epsilon() {
    Tensor gap = stability.minus(1);
    return gap.plus(gap.abs().lt(STEP).times(2 * STEP));
  }

  /**
   * One of two independent parts whose sum has this distribution: of skewness ±1 and scale
   * σ|β|^(1/α), which is 0 for β = 0. {@link #symmetricPart} is the other.
   */
  public Stable skewedPart() {
    Tensor some = Tensor.where(skew.eq(0), Tensor.scalar(1), skew);
    Tensor power = some.abs().log().times(epsilon()).div(stability).unaryMinus();
    Tensor side = Tensor.where(skew.lt(0), Tensor.scalar(-1), Tensor.scalar(1));
    Tensor moved = scale.times(shift(epsilon(), skew)).times(power.expm1());
    Tensor part = scale.times(skew.abs()).times(power.exp());
    return new Stable(stability, side, part, loc.plus(moved), batchShape);
  }

  /** The other part: of skewness 0, place 0 and scale σ(1 − |β|)^(1/α), which is 0 for |β| = 1. */
  public Stable symmetricPart() {
    Tensor share = Tensor.scalar(1).minus(skew.abs()).pow(stability.reciprocal());
    return new Stable(
        stability, Tensor.scalar(0), scale.times(share), Tensor.scalar(0), batchShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return new StableLogDensity().on(z, stability, skew).minus(scale.log());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return new StableTail(-1).on(value.minus(loc).div(scale), stability, skew);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return new StableTail(1).on(value.minus(loc).div(scale), stability, skew);
  }

  @Override
  public Stable expand(Shape batchShape) {
    return Parameters.checked(() -> new Stable(stability, skew, scale, loc, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor known = stability.gt(1);
    Tensor safe = Tensor.where(known, stability.minus(1), Tensor.scalar(1));
    Tensor mean = loc.minus(scale.times(shift(safe, skew)));
    return Tensor.where(known, mean, Tensor.scalar(Double.NaN)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor normal = scale.square().times(2);
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(stability.eq(2), normal, infinite).expand(batchShape);
  }
}
