package dev.merapi.distributions.sequence.internal;

import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Tensor;

/**
 * What later evidence says of a hidden vector u: the factor exp(u · information − u precision uᵀ/2)
 * up to a constant, with {@code precision} J [.., n, n] and {@code information} h [.., n]. Vectors
 * are rows.
 */
public record GaussianMessage(Tensor precision, Tensor information) {

  /** With the evidence that u F + noise is y as well. */
  public GaussianMessage given(Tensor map, MultivariateNormal noise, Tensor y) {
    Tensor root = noise.scaleTril();
    Tensor sight = root.solveTriangular(map.transpose(), true);
    Tensor z = Gaussian.whiten(root, y.minus(noise.loc()));
    return new GaussianMessage(
        precision.plus(sight.transpose().matmul(sight)),
        information.plus(GaussianState.row(z, sight)));
  }

  /**
   * A step of a path whose later part is known: the distribution of the next vector given the one
   * before, normal around u A + {@code rest}, and what is then known of u.
   */
  public record Link(Tensor map, MultivariateNormal rest, GaussianMessage before) {}

  /**
   * The step into this vector, x = u F + noise: x has covariance M = (Q⁻¹ + J)⁻¹ and mean u F K + c
   * K + h M with K = Q⁻¹ M, Q and c those of the noise. With L Lᵀ = Q and W Wᵀ = 1 + Lᵀ J L, M = (L
   * W⁻ᵀ) (L W⁻ᵀ)ᵀ and K = (W⁻¹ L⁻¹)ᵀ (L W⁻ᵀ)ᵀ. The message to u is F K J Fᵀ and (h Kᵀ − c K J) Fᵀ.
   */
  public Link through(Tensor map, MultivariateNormal noise) {
    Tensor l = noise.scaleTril();
    Tensor eye = Tensor.eye(l.size(-1));
    Tensor w = eye.plus(l.transpose().matmul(precision).matmul(l)).choleskyOrNaN();
    Tensor half = w.solveTriangular(l.transpose(), true);
    Tensor covariance = half.transpose().matmul(half);
    Tensor pull = w.solveTriangular(l.solveTriangular(eye, true), true).transpose().matmul(half);
    Tensor loc = GaussianState.row(noise.loc(), pull);
    Tensor rest = loc.plus(GaussianState.row(information, covariance));
    Tensor weight = pull.matmul(precision);
    Tensor pushed = GaussianState.row(information, pull.transpose());
    Tensor before = pushed.minus(GaussianState.row(noise.loc(), weight));
    return new Link(
        map.matmul(pull),
        Parameters.checked(
            () ->
                new MultivariateNormal(
                    rest, covariance.choleskyOrNaN(), covariance.shape().dropRight(2))),
        new GaussianMessage(
            map.matmul(weight).matmul(map.transpose()),
            GaussianState.row(before, map.transpose())));
  }
}
