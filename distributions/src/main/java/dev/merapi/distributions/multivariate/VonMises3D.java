package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * Von Mises and Fisher's distribution of directions x in space: p(x) = κ e^(c·x) / (4π sinh κ) on
 * the unit sphere, with c the {@code concentration} [.., 3] and κ = |c|; uniform for c = 0. Events
 * are unit vectors of three numbers. Lengths κ below {@value #FLAT} count as that much in the
 * constant.
 *
 * <p>The part w of a draw along μ = c/κ has the quantiles 1 + ln(u + (1 − u) e^(−2κ))/κ, and the
 * part across is uniform on its circle, so draws are smooth in c.
 *
 * <p>Source: Mardia and Jupp, "Directional Statistics" (2000), section 9.3, equation 9.3.4.
 */
public record VonMises3D(Tensor concentration, Shape batchShape) implements Distribution {
  private static final double FLAT = 1e-8;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public VonMises3D {
    parameters(concentration).check(batchShape);
  }

  /**
   * A direction in space; {@code concentration} is the mean direction times the concentration.
   *
   * @throws dev.merapi.tensor.ShapeException if the last size is not 3
   */
  @Factory(value = "vonMises3D", arrays = "concentration")
  public static VonMises3D of(Tensor concentration) {
    Shape batch = parameters(concentration).shape();
    if (concentration.size(-1) != 3) {
      throw new ShapeException(
          "VonMises3D wants a concentration of 3 numbers, but its shape is %s; for other dimensions use a ProjectedNormal"
              .formatted(concentration.shape()));
    }
    return new VonMises3D(concentration, batch);
  }

  private static Parameters parameters(Tensor concentration) {
    return Parameters.of("VonMises3D")
        .with("concentration", concentration, Constraints.realVector());
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(3);
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
    Tensor k = length();
    Tensor u = Noise.uniform(key.fold("along"), sampleShape.append(batchShape));
    Tensor rest = u.unaryMinus().plus(1).times(k.times(-2).expm1()).log1p().unaryMinus().div(k);
    Tensor w = rest.clamp(0, 2).unsqueeze(-1);
    Tensor direction = direction(k);
    Tensor normal = Noise.normal(key.fold("across"), shape(sampleShape));
    Tensor along = normal.times(direction).sum(-1).unsqueeze(-1);
    Tensor across = normal.minus(direction.times(along));
    Tensor side = across.div(across.square().sum(-1).sqrt().unsqueeze(-1));
    Tensor radius = w.times(w.unaryMinus().plus(2)).sqrt();
    return direction.times(w.unaryMinus().plus(1)).plus(side.times(radius));
  }

  /** c·x − κ as −κ |x − μ|²/2 for large κ, where the difference would cancel. */
  @Override
  public Tensor logDensity(Tensor value) {
    Tensor k = length();
    Tensor far = k.gt(100);
    Tensor apart = value.minus(direction(k)).square().sum(-1);
    Tensor close = Tensor.where(far, Tensor.scalar(0), concentration.times(value).sum(-1).minus(k));
    Tensor exponent = Tensor.where(far, k.times(apart).times(-0.5), close);
    return exponent.minus(logConstant(k));
  }

  /** ln(2π (1 − e^(−2κ))/κ), the logarithm of 4π sinh κ/κ less κ. */
  private static Tensor logConstant(Tensor k) {
    Tensor size = k.times(-2).expm1().unaryMinus().log().minus(k.log());
    return size.plus(Math.log(2 * Math.PI));
  }

  /** κ, without squares of great numbers. */
  private Tensor length() {
    Tensor greatest = concentration.abs().max(-1);
    Tensor flat = greatest.lt(FLAT);
    Tensor unit = Tensor.where(flat, Tensor.scalar(1), greatest);
    Tensor sum = concentration.div(unit.unsqueeze(-1)).square().sum(-1);
    Tensor safe = Tensor.where(flat, Tensor.scalar(1), sum);
    return Tensor.where(flat, Tensor.scalar(FLAT), unit.times(safe.sqrt()));
  }

  /** μ, and any direction where κ is too small to tell. */
  private Tensor direction(Tensor k) {
    Tensor flat = concentration.abs().max(-1).lt(FLAT).unsqueeze(-1);
    Tensor up = Tensor.arange(3).eq(2);
    return Tensor.where(flat, up, concentration.div(k.unsqueeze(-1)));
  }

  /** coth κ − 1/κ, the length of the mean; κ/3 − κ³/45 + 2κ⁵/945 near 0. */
  private static Tensor meanLength(Tensor k) {
    Tensor near = k.lt(0.05);
    Tensor q = k.minimum(Tensor.scalar(0.05)).square();
    Tensor series = q.times(2.0 / 945).minus(1.0 / 45).times(q).plus(1.0 / 3);
    Tensor large = k.maximum(Tensor.scalar(0.05));
    Tensor decay = large.times(-2).exp();
    Tensor coth = decay.plus(1).div(decay.unaryMinus().plus(1));
    return Tensor.where(near, k.times(series), coth.minus(large.reciprocal()));
  }

  @Override
  public VonMises3D expand(Shape batchShape) {
    return Parameters.checked(() -> new VonMises3D(concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor k = length();
    Tensor mean = direction(k).times(meanLength(k).unsqueeze(-1));
    return mean.expand(batchShape.append(eventShape()));
  }

  /** With A = |E x|, E x xᵀ = (A/κ) I + (1 − 3A/κ) μμᵀ. */
  @Override
  public Tensor variance() {
    Tensor k = length();
    Tensor a = meanLength(k);
    Tensor share = a.div(k).unsqueeze(-1);
    Tensor square = direction(k).square();
    Tensor along = share.times(-3).plus(1).minus(a.square().unsqueeze(-1));
    return share.plus(along.times(square)).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return direction(length()).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor entropy() {
    Tensor k = length();
    Tensor below = k.times(meanLength(k).unaryMinus().plus(1));
    return logConstant(k).plus(below).expand(batchShape);
  }
}
