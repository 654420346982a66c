package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * A mixture of K normal distributions of vectors whose D elements are independent, q(z) = Σⱼ πⱼ Πᵢ
 * N(zᵢ; locs[j, i], scales[j, i]), with draws that are smooth in all parameters. locs and scales
 * have shape [.., K, D], or [.., 1, D] where all components share them, weights [.., K]; events are
 * vectors of D numbers.
 *
 * <p>A draw moves with a parameter θ at a velocity v that carries q along: ∂q/∂θ + div(q v) = 0.
 * With qⱼ the density of component j and Φⱼᵢ the distribution function of its element i, at z, the
 * velocity of element i is πⱼ qⱼ/q for locs[j, i], that times (zᵢ − locs[j, i])/scales[j, i] for
 * scales[j, i], and for ln πⱼ, where the K densities trade probability element by element,
 *
 * <p>Σₖ πⱼ πₖ (Π_{l&lt;i} qⱼₗ) (Φₖᵢ − Φⱼᵢ) (Π_{l&gt;i} qₖₗ) / q.
 *
 * <p>Source: Jankowiak and Karaletsos, "Pathwise derivatives for multivariate distributions"
 * (2019), equation 3; the velocities are solutions of it.
 */
public record MixtureOfDiagonalNormals(
    Tensor locs, Tensor scales, Weights weights, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public MixtureOfDiagonalNormals {
    parameters(locs, scales, weights).check(batchShape);
  }

  /** A mixture of normals with independent elements, whose draws carry all gradients. */
  @Factory(
      value = "mixtureOfDiagonalNormals",
      arrays = {"locs", "scales", "logits"})
  public static MixtureOfDiagonalNormals ofLogits(Tensor locs, Tensor scales, Tensor logits) {
    return of(locs, scales, Weights.ofLogits(logits));
  }

  /** By weights ≥ 0, which are normalised. */
  public static MixtureOfDiagonalNormals ofProbs(Tensor locs, Tensor scales, Tensor probs) {
    return of(locs, scales, Weights.ofProbs(probs));
  }

  private static MixtureOfDiagonalNormals of(Tensor locs, Tensor scales, Weights weights) {
    Shape batch = parameters(locs, scales, weights).shape();
    Shape components = Shape.of(weights.count(), locs.size(-1));
    return new MixtureOfDiagonalNormals(
        each("locs", locs, components), each("scales", scales, components), weights, batch);
  }

  private static Parameters parameters(Tensor locs, Tensor scales, Weights weights) {
    return Parameters.of("MixtureOfDiagonalNormals")
        .with("locs", locs, Constraints.realMatrix())
        .with("scales", scales, Constraints.independent(Constraints.positive(), 2))
        .with(weights)
        .sizes("locs", locs.size(-1), "scales", scales.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(locs, scales, weights);
  }

  /** [.., K or 1, D] → [.., K, D]. */
  private static Tensor each(String name, Tensor parameter, Shape components) {
    int k = parameter.size(-2);
    if (k != components.size(0) && k != 1) {
      throw new ShapeException(
          "MixtureOfDiagonalNormals: %d weights want %s of shape [.., %d, %d], but theirs is %s"
              .formatted(
                  components.size(0),
                  name,
                  components.size(0),
                  components.size(1),
                  parameter.shape()));
    }
    return parameter.expand(parameter.shape().dropRight(2).append(components));
  }

  /** With deviations [.., D] that all components share. */
  @Factory(
      value = "mixtureOfDiagonalNormalsShared",
      arrays = {"locs", "scale", "logits"})
  public static MixtureOfDiagonalNormals shared(Tensor locs, Tensor scale, Tensor logits) {
    return ofLogits(locs, scale.unsqueeze(-2), logits);
  }

  /** Around 0, with deviations componentScale[k] · coordinateScale[d]. */
  @Factory(
      value = "gaussianScaleMixture",
      arrays = {"coordinateScale", "logits", "componentScale"})
  public static MixtureOfDiagonalNormals ofScales(
      Tensor coordinateScale, Tensor logits, Tensor componentScale) {
    Tensor scales = componentScale.unsqueeze(-1).times(coordinateScale.unsqueeze(-2));
    return ofLogits(Tensor.zeros(scales.shape()), scales, logits);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(scales.size(-1));
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
    Tensor u = Noise.uniform(key.fold("component"), sampleShape.append(batchShape));
    Tensor chosen = new ChooseByWeight().on(weights.probs(), u);
    Tensor index = LastAxis.withEventAxes(chosen, eventShape());
    Tensor loc = LastAxis.choose(locs.swapAxes(-1, -2), index);
    Tensor scale = LastAxis.choose(scales.swapAxes(-1, -2), index);
    Tensor noise = Noise.normal(key.fold("value"), shape(sampleShape));
    Tensor z = Terms.detached(loc.plus(scale.times(noise)));
    boolean constant =
        locs instanceof Dense && scales instanceof Dense && weights.given() instanceof Dense;
    return constant ? z : new StraightThrough().on(z, path(z));
  }

  /** Something whose gradient is the velocity at z, whatever its value. */
  private Tensor path(Tensor z) {
    Tensor t = Terms.detached(standard(z));
    Tensor logWeights = Terms.detached(weights.logProbs()).unsqueeze(-1);
    Tensor each = elements(t, Terms.detached(scales));
    Tensor joint = logWeights.plus(each.sum(-1).unsqueeze(-1));
    Tensor logDensity = joint.logSumExp(-2).unsqueeze(-2);
    Tensor carried = joint.minus(logDensity).exp().times(locs.plus(scales.times(t))).sum(-2);
    Tensor before = each.cumsum(-1).minus(each);
    Tensor after = each.sum(-1).unsqueeze(-1).minus(before).minus(each).plus(logWeights);
    Tensor greatest = after.max(-2).unsqueeze(-2);
    Tensor share = after.minus(greatest).exp();
    Tensor cdf = distribution(t);
    Tensor traded = share.times(cdf).sum(-2).unsqueeze(-2);
    Tensor gap = traded.minus(cdf.times(share.sum(-2).unsqueeze(-2)));
    Tensor size = logWeights.plus(before).plus(greatest).minus(logDensity).exp();
    return carried.plus(size.times(gap).times(weights.logProbs().unsqueeze(-1)).sum(-2));
  }

  /** Φ, or Φ − 1 where all components lie below: differences of it are what matters. */
  private static Tensor distribution(Tensor t) {
    Tensor above = t.min(-2).unsqueeze(-2).gt(0);
    return Tensor.where(above, t.unaryMinus().normalCdf().unaryMinus(), t.normalCdf());
  }

  /** (z − loc)/scale of each component: [.., D] → [.., K, D]. */
  private Tensor standard(Tensor z) {
    return z.unsqueeze(-2).minus(locs).div(scales);
  }

  private static Tensor elements(Tensor t, Tensor scales) {
    return t.square().times(-0.5).minus(scales.log()).minus(Constants.HALF_LOG_TWO_PI);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor each = elements(standard(value), scales).sum(-1);
    return weights.logProbs().plus(each).logSumExp(-1);
  }

  @Override
  public MixtureOfDiagonalNormals expand(Shape batchShape) {
    return Parameters.checked(
        () -> new MixtureOfDiagonalNormals(locs, scales, weights, batchShape));
  }

  @Override
  public Tensor mean() {
    return average(locs);
  }

  @Override
  public Tensor variance() {
    Tensor apart = locs.minus(average(locs).unsqueeze(-2));
    return average(scales.square().plus(apart.square()));
  }

  private Tensor average(Tensor each) {
    Tensor mean = weights.probs().unsqueeze(-1).times(each).sum(-2);
    return mean.expand(batchShape.append(eventShape()));
  }
}
