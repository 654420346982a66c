package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.ScatterAdd;

/**
 * Numbers in groups, around means that are integrated out: z_g ~ Normal(m_g, τ_g) for each group g,
 * and y_n ~ Normal(z_g, s_n) with g the group of n. priorLoc m and priorScale τ have shape [.., G],
 * obsScale s [.., N], group [N] numbers from 0 to G − 1; events are vectors of N numbers.
 *
 * <p>With r = y − m, weights 1/s², their sum A_g, the weighted mean r̄_g, and h² = 1/A + τ², ln p =
 * −½ Σₙ ((r − r̄)/s)² − Σₙ ln(s √2π) − Σ_g (½ (r̄/h)² + ln(h √A)).
 *
 * <p>Source: Murphy, "Conjugate Bayesian analysis of the Gaussian distribution" (2007), equation
 * 55, with a deviation for each observation.
 */
public record GroupedNormalNormal(
    Tensor priorLoc, Tensor priorScale, Tensor obsScale, Tensor group, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GroupedNormalNormal {
    parameters(priorLoc, priorScale, obsScale, group).check(batchShape);
  }

  /** Normals in groups, around means with a normal prior that are integrated out. */
  @Factory(
      value = "groupedNormalNormal",
      arrays = {"priorLoc", "priorScale", "obsScale", "group"})
  public static GroupedNormalNormal of(
      Tensor priorLoc, Tensor priorScale, Tensor obsScale, Tensor group) {
    return new GroupedNormalNormal(
        priorLoc,
        priorScale,
        obsScale,
        group,
        parameters(priorLoc, priorScale, obsScale, group).shape());
  }

  private static Parameters parameters(
      Tensor priorLoc, Tensor priorScale, Tensor obsScale, Tensor group) {
    Constraint positives = Constraints.independent(Constraints.positive(), 1);
    int groups = priorLoc.size(-1);
    Constraint numbers = Constraints.independent(Constraints.wholeNumberBetween(0, groups - 1), 1);
    return Parameters.of("GroupedNormalNormal")
        .with("priorLoc", priorLoc, Constraints.realVector())
        .with("priorScale", priorScale, positives)
        .with("obsScale", obsScale, positives)
        .with("group", group, numbers)
        .sizes("priorLoc", groups, "priorScale", priorScale.size(-1))
        .sizes("obsScale", obsScale.size(-1), "group", group.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(priorLoc, priorScale, obsScale, group);
  }

  @Override
  public Shape eventShape() {
    return group.shape();
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
    Shape means = sampleShape.append(batchShape).append(priorLoc.size(-1));
    Tensor z = priorLoc.plus(priorScale.times(Noise.normal(key.fold("mean"), means)));
    return ofGroup(z).plus(obsScale.times(Noise.normal(key.fold("noise"), shape(sampleShape))));
  }

  /** What is known of the groups: the weighted mean of r, and its standard error 1/√A. */
  private record Summary(Tensor mean, Tensor error, Tensor any) {}

  /** Weights are taken relative to the greatest, so that none overflows. */
  private Summary summary(Tensor residual) {
    Tensor least = obsScale.min(-1).unsqueeze(-1);
    Tensor weight = least.div(obsScale).square();
    Tensor total = byGroup(weight);
    Tensor any = total.gt(0);
    Tensor safe = Tensor.where(any, total, Tensor.scalar(1));
    return new Summary(byGroup(weight.times(residual)).div(safe), least.div(safe.sqrt()), any);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor residual = value.minus(ofGroup(priorLoc));
    Summary known = summary(residual);
    Tensor spread = spread(known);
    Tensor within = residual.minus(ofGroup(known.mean)).div(obsScale).square();
    Tensor constant = obsScale.log().plus(Constants.HALF_LOG_TWO_PI);
    Tensor between = known.mean.div(spread).square().times(0.5);
    Tensor evidence = between.plus(spread.log()).minus(known.error.log());
    Tensor groups = Tensor.where(known.any, evidence, Tensor.scalar(0)).sum(-1);
    return within.times(0.5).plus(constant).sum(-1).plus(groups).unaryMinus();
  }

  /** The distribution of the means of the groups, given what was seen: [.., G]. */
  public Normal posterior(Tensor value) {
    Summary known = summary(value.minus(ofGroup(priorLoc)));
    Tensor spread = spread(known);
    Tensor share = Tensor.where(known.any, priorScale.div(spread), Tensor.scalar(0));
    Tensor left = Tensor.where(known.any, known.error.div(spread), Tensor.scalar(1));
    return Normal.of(priorLoc.plus(known.mean.times(share.square())), priorScale.times(left));
  }

  /** h = √(1/A + τ²), without squares of great or small numbers. */
  private Tensor spread(Summary known) {
    Tensor greater = known.error.maximum(priorScale);
    return greater.times(known.error.minimum(priorScale).div(greater).square().plus(1).sqrt());
  }

  @Override
  public GroupedNormalNormal expand(Shape batchShape) {
    return Parameters.checked(
        () -> new GroupedNormalNormal(priorLoc, priorScale, obsScale, group, batchShape));
  }

  @Override
  public Tensor mean() {
    return ofGroup(priorLoc).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor variance = obsScale.square().plus(ofGroup(priorScale).square());
    return variance.expand(batchShape.append(eventShape()));
  }

  /** [.., G] → [.., N]. */
  private Tensor ofGroup(Tensor x) {
    return x.moveAxis(-1, 0).get(group).moveAxis(0, -1);
  }

  /** Sums by group: [.., N] → [.., G]. */
  private Tensor byGroup(Tensor x) {
    Tensor sums = new ScatterAdd(priorLoc.size(-1)).on(x.moveAxis(-1, 0), group);
    return sums.moveAxis(0, -1);
  }
}
