package dev.merapi.distributions.divergence;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.multivariate.CirculantNormal;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.LowRankMultivariateNormal;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Divergences between distributions of vectors. */
final class KlVectors {
  private KlVectors() {}

  static Optional<Tensor> of(Distribution p, Distribution q) {
    @Nullable MultivariateNormal left = normal(p);
    @Nullable MultivariateNormal right = normal(q);
    return Optional.ofNullable(
        switch (new Kl.Pair(p, q)) {
          case Kl.Pair(Distribution _, CirculantNormal b) -> circulant(p, b);
          case Kl.Pair(Dirichlet a, Dirichlet b) -> dirichlet(a, b);
          default -> left == null || right == null ? null : normals(left, right);
        });
  }

  /** Normal vectors by their Cholesky factors; null for other distributions. */
  private static @Nullable MultivariateNormal normal(Distribution distribution) {
    return switch (distribution) {
      case MultivariateNormal full -> full;
      case LowRankMultivariateNormal low -> dense(low);
      case IndependentAxes(Normal numbers, int n) when n == 1 ->
          MultivariateNormal.diagonal(numbers);
      default -> null;
    };
  }

  /**
   * Around a ring, where the inverse covariance of q has one number on its diagonal and shares its
   * eigenvectors with every other: −H(p) − ln q at the mean + ½ tr(Σ_q⁻¹ Σ_p).
   */
  private static @Nullable Tensor circulant(Distribution p, CirculantNormal q) {
    Tensor precisions = q.eigenvalues().reciprocal();
    return switch (p) {
      case CirculantNormal a -> crossing(a, q, a.eigenvalues().times(precisions).sum(-1));
      case IndependentAxes(Normal a, int n) when n == 1 ->
          crossing(p, q, a.variance().sum(-1).times(precisions.mean(-1)));
      default -> null;
    };
  }

  private static Tensor crossing(Distribution p, CirculantNormal q, Tensor trace) {
    return trace.times(0.5).minus(p.entropy()).minus(q.logDensity(p.mean()));
  }

  /** ½(tr(Σ_q⁻¹ Σ_p) + |L_q⁻¹(m_p − m_q)|² − n) + ln det L_q − ln det L_p. */
  static Tensor normals(MultivariateNormal p, MultivariateNormal q) {
    Tensor inner = q.scaleTril().solveTriangular(p.scaleTril(), true);
    Tensor trace = inner.square().sum(-1, -2);
    Tensor shift = Gaussian.whiten(q.scaleTril(), p.loc().minus(q.loc())).square().sum(-1);
    Tensor determinants = Gaussian.logDet(q.scaleTril()).minus(Gaussian.logDet(p.scaleTril()));
    int n = p.scaleTril().size(-1);
    return trace.plus(shift).minus(n).times(0.5).plus(determinants);
  }

  private static MultivariateNormal dense(LowRankMultivariateNormal normal) {
    Tensor common = normal.covFactor().matmul(normal.covFactor().transpose());
    Tensor covariance = common.plus(normal.covDiag().diagonalMatrix());
    return Parameters.checked(
        () ->
            new MultivariateNormal(normal.loc(), covariance.choleskyOrNaN(), normal.batchShape()));
  }

  private static Tensor dirichlet(Dirichlet p, Dirichlet q) {
    Tensor a = p.concentration();
    Tensor b = q.concentration();
    Tensor sumA = a.sum(-1);
    Tensor constant = sumA.lgamma().minus(b.sum(-1).lgamma());
    Tensor gammas = b.lgamma().minus(a.lgamma()).sum(-1);
    Tensor logs = a.minus(b).times(a.digamma().minus(sumA.digamma().unsqueeze(-1))).sum(-1);
    return constant.plus(gammas).plus(logs);
  }
}
