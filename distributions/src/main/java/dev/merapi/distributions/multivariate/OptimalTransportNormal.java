package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Eigen;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link MultivariateNormal} whose draws move as little as possible when its covariance Σ does,
 * on average over the distribution: with x = z − loc, a change dΣ moves z by A x, where A is
 * symmetric and A Σ + Σ A = dΣ. In the basis of the eigenvectors of Σ, with values λ, element (i,
 * j) of A is that of dΣ over λᵢ + λⱼ. Shapes are those of {@link MultivariateNormal}.
 *
 * <p>Source: Jankowiak and Obermeyer, "Pathwise derivatives beyond the reparameterization trick"
 * (2018), the multivariate normal by optimal transport.
 */
public record OptimalTransportNormal(MultivariateNormal base) implements NormalPath {

  /** The mean and the lower-triangular factor of the covariance. */
  public static OptimalTransportNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
    return new OptimalTransportNormal(MultivariateNormal.ofScaleTril(loc, scaleTril));
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor z = Terms.detached(base.sample(key, sampleShape));
    boolean constant = base.loc() instanceof Dense && base.scaleTril() instanceof Dense;
    return constant ? z : new StraightThrough().on(z, path(z));
  }

  /** Something whose gradient is the velocity at z, whatever its value. */
  private Tensor path(Tensor z) {
    Eigen known = Terms.detached(base.covariance()).eigenSymmetric();
    Tensor basis = known.vectors();
    Tensor sums = known.values().unsqueeze(-1).plus(known.values().unsqueeze(-2));
    Tensor turned = basis.transpose().matmul(base.covariance()).matmul(basis).div(sums);
    Tensor a = basis.matmul(turned).matmul(basis.transpose());
    return base.loc().plus(Gaussian.colour(a, z.minus(Terms.detached(base.loc()))));
  }

  @Override
  public OptimalTransportNormal expand(Shape batchShape) {
    return new OptimalTransportNormal(base.expand(batchShape));
  }
}
