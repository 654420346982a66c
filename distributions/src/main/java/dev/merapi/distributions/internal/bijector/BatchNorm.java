package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = mean + (x − shift) e^(−logScale) √(variance + ε) on vectors with ε = 1e-5, so that the
 * inverse standardises what comes from data; all four are [.., n]. ln |det| = Σ ½ ln(variance + ε)
 * − logScale.
 *
 * <p>The statistics are values like the others and nothing changes behind one's back: in training
 * they are those of the batch, {@link #standardising}, while {@link #moved} gives the flow whose
 * statistics have gone a part of the way to those of a batch, to be carried to the next step and
 * used at the end.
 *
 * <p>Source: Papamakarios, Pavlakou and Murray, "Masked autoregressive flow" (2017), equations 21
 * and 22; Dinh, Sohl-Dickstein and Bengio, "Density estimation using Real NVP" (2017), appendix E.
 */
public record BatchNorm(Tensor mean, Tensor variance, Tensor logScale, Tensor shift)
    implements Bijector {
  private static final double EPSILON = 1e-5;

  /** The flow with the mean and the variance of y [m, n], over its first axis. */
  public BatchNorm standardising(Tensor y) {
    return new BatchNorm(y.mean(0), y.minus(y.mean(0)).square().mean(0), logScale, shift);
  }

  /** The flow whose statistics are (1 − part) of these and {@code part} of those of y [m, n]. */
  public BatchNorm moved(Tensor y, double part) {
    BatchNorm batch = standardising(y);
    return new BatchNorm(
        mean.times(1 - part).plus(batch.mean.times(part)),
        variance.times(1 - part).plus(batch.variance.times(part)),
        logScale,
        shift);
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    return mean.plus(x.minus(shift).times(logSlope().exp()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return shift.plus(y.minus(mean).times(logSlope().unaryMinus().exp()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logSlope().sum(-1);
  }

  private Tensor logSlope() {
    return variance.plus(EPSILON).log().times(0.5).minus(logScale);
  }
}
