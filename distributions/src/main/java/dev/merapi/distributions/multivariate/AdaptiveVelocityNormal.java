package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * A {@link MultivariateNormal} whose draws loc + L ε turn besides when L moves: turning ε does not
 * change its distribution, so for any B and C [M, D] a change dL may move the draw by dL ε + L R ε
 * with the antisymmetric R = Σₘ (Bₘ·dL Cₘ) (Bₘ Cₘᵀ − Cₘ Bₘᵀ). A good choice of {@code control}, [2,
 * M, D] for (B, C), makes gradients vary less; 0 gives those of {@link MultivariateNormal}. The
 * control gets no gradient. Shapes are those of {@link MultivariateNormal}.
 *
 * <p>Source: Jankowiak and Karaletsos, "Pathwise derivatives for multivariate distributions"
 * (2019), adaptive velocity fields for the multivariate normal.
 */
public record AdaptiveVelocityNormal(MultivariateNormal base, Tensor control)
    implements NormalPath {

  /** Checks the control: two matrices of as many columns as the vectors have numbers. */
  public AdaptiveVelocityNormal {
    int n = base.scaleTril().size(-1);
    if (control.rank() != 3 || control.size(0) != 2 || control.size(2) != n) {
      throw new ShapeException(
          "AdaptiveVelocityNormal wants a control of shape [2, M, %d] for vectors of %d numbers, but its shape is %s"
              .formatted(n, n, control.shape()));
    }
    var _ =
        Validation.parameter(
            "AdaptiveVelocityNormal", "control", control, Constraints.realMatrix());
  }

  /** The mean, the lower-triangular factor of the covariance, and (B, C). */
  public static AdaptiveVelocityNormal ofScaleTril(Tensor loc, Tensor scaleTril, Tensor control) {
    return new AdaptiveVelocityNormal(MultivariateNormal.ofScaleTril(loc, scaleTril), control);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor noise = Noise.normal(key, shape(sampleShape));
    Tensor scaleTril = base.scaleTril();
    Tensor z = base.loc().plus(Gaussian.colour(scaleTril, noise));
    if (scaleTril instanceof Dense) {
      return z;
    }
    Tensor turned = Gaussian.colour(Terms.detached(scaleTril), turn(noise));
    return new StraightThrough().on(Terms.detached(z), z.plus(turned));
  }

  /** R ε, with L in the place of dL. */
  private Tensor turn(Tensor noise) {
    Tensor b = Terms.detached(control.get(0));
    Tensor c = Terms.detached(control.get(1));
    Tensor size = b.matmul(base.scaleTril()).times(c).sum(-1);
    Tensor towards = noise.matmul(c.transpose()).times(size).matmul(b);
    return towards.minus(noise.matmul(b.transpose()).times(size).matmul(c));
  }

  @Override
  public AdaptiveVelocityNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new AdaptiveVelocityNormal(base.expand(batchShape), control));
  }
}
