package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.SineAngleDraw;
import dev.merapi.distributions.internal.special.VonMisesDraw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;

/**
 * Two angles (φ, ψ) that hang together: with a = φ − phiLoc and b = ψ − psiLoc, p is proportional
 * to exp(κ₁ cos a + κ₂ cos b + ρ sin a sin b). It has two modes where ρ² &gt; κ₁ κ₂. Parameters
 * broadcast to B: concentrations between 0 and {@value #LIMIT}, and ρ between −{@value #LIMIT} and
 * {@value #LIMIT}; beyond that the angles are nearly normal. Events are vectors of two angles; the
 * {@code mean} is the mean direction of each.
 *
 * <p>The constant is 2π ∫ e^(κ₁ cos a) I₀(√(κ₂² + ρ² sin² a)) da, by the trapezoidal rule with
 * {@code 2 · }{@value #STEPS} points around the circle, whose relative error is near e^(−2 ·
 * {@value #STEPS}² / (κ₁ + |ρ|)). Given φ, ψ is von Mises with concentration r = √(κ₂² + ρ² sin² a)
 * around psiLoc + arctan(ρ sin a / κ₂). Draws carry no gradient.
 *
 * <p>Source: Singh, Hnizdo and Demchuk, "Probabilistic model for two dependent circular variables"
 * (2002), equations 1.1 and 2.2.
 */
public record SineBivariateVonMises(
    Tensor phiLoc,
    Tensor psiLoc,
    Tensor phiConcentration,
    Tensor psiConcentration,
    Tensor correlation,
    Shape batchShape)
    implements Distribution {
  private static final double LIMIT = 5000;
  private static final int STEPS = 512;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SineBivariateVonMises {
    parameters(phiLoc, psiLoc, phiConcentration, psiConcentration, correlation).check(batchShape);
  }

  /** Two angles that hang together, by the factor of the product of their sines. */
  @Factory("sineBivariateVonMises")
  public static SineBivariateVonMises of(
      Tensor phiLoc,
      Tensor psiLoc,
      Tensor phiConcentration,
      Tensor psiConcentration,
      Tensor correlation) {
    Shape batch =
        parameters(phiLoc, psiLoc, phiConcentration, psiConcentration, correlation).shape();
    return new SineBivariateVonMises(
        phiLoc, psiLoc, phiConcentration, psiConcentration, correlation, batch);
  }

  /** By w in ρ = w √(κ₁ κ₂): one mode for |w| ≤ 1. */
  public static SineBivariateVonMises ofWeighted(
      Tensor phiLoc,
      Tensor psiLoc,
      Tensor phiConcentration,
      Tensor psiConcentration,
      Tensor weight) {
    Tensor correlation = weight.times(phiConcentration.sqrt()).times(psiConcentration.sqrt());
    return of(phiLoc, psiLoc, phiConcentration, psiConcentration, correlation);
  }

  private static Parameters parameters(
      Tensor phiLoc,
      Tensor psiLoc,
      Tensor phiConcentration,
      Tensor psiConcentration,
      Tensor correlation) {
    return Parameters.of("SineBivariateVonMises")
        .real("phiLoc", phiLoc)
        .real("psiLoc", psiLoc)
        .with("phiConcentration", phiConcentration, Constraints.openInterval(0, LIMIT))
        .with("psiConcentration", psiConcentration, Constraints.openInterval(0, LIMIT))
        .with("correlation", correlation, Constraints.openInterval(-LIMIT, LIMIT));
  }

  @Override
  public Parameters parameters() {
    return parameters(phiLoc, psiLoc, phiConcentration, psiConcentration, correlation);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(2);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.circular(), 1);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Tensor a =
        new SineAngleDraw()
            .on(
                phiConcentration.expand(rows),
                psiConcentration.expand(rows),
                correlation.expand(rows),
                Noise.uniform(key.fold("phi"), rows));
    Tensor pull = correlation.times(a.sin());
    Tensor spread = new VonMisesDraw().on(radius(pull), Noise.uniform(key.fold("psi"), rows));
    Tensor b = spread.plus(pull.atan2(psiConcentration));
    Tensor draws = Tensor.stack(-1, phiLoc.plus(a), psiLoc.plus(b));
    return Terms.detached(Terms.wrapped(draws));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor a = value.slice(-1, 0, 1).squeeze(-1).minus(phiLoc);
    Tensor b = value.slice(-1, 1, 2).squeeze(-1).minus(psiLoc);
    Tensor apart = phiConcentration.times(a.cos()).plus(psiConcentration.times(b.cos()));
    return apart.plus(correlation.times(a.sin()).times(b.sin())).minus(logConstant());
  }

  /** The half circle will do, since the integrand is even. */
  private Tensor logConstant() {
    Tensor step = Tensor.arange(STEPS + 1);
    Tensor ends = step.eq(0).or(step.eq(STEPS));
    Tensor weight = Tensor.where(ends, Tensor.scalar(0.5), Tensor.scalar(1)).log();
    Tensor x = step.times(Math.PI / STEPS);
    Tensor along = phiConcentration.unsqueeze(-1).times(x.cos());
    Tensor pull = correlation.unsqueeze(-1).times(x.sin());
    Tensor square = psiConcentration.unsqueeze(-1).square().plus(pull.square());
    Tensor across = Special.logBesselI0(square.maximum(Tensor.scalar(1e-300)).sqrt());
    Tensor sum = along.plus(across).plus(weight).logSumExp(-1);
    return sum.plus(Math.log(4 * Math.PI * Math.PI / STEPS));
  }

  private Tensor radius(Tensor pull) {
    return psiConcentration.square().plus(pull.square()).sqrt();
  }

  @Override
  public SineBivariateVonMises expand(Shape batchShape) {
    return Parameters.checked(
        () ->
            new SineBivariateVonMises(
                phiLoc, psiLoc, phiConcentration, psiConcentration, correlation, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor phi = phiLoc.expand(batchShape);
    return Terms.wrapped(Tensor.stack(-1, phi, psiLoc.expand(batchShape)));
  }
}
