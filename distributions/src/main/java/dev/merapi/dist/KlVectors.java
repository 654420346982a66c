package dev.merapi.dist;

import dev.merapi.tensor.Tensor;
import java.util.Optional;

/** Divergences between laws of vectors. */
final class KlVectors {
  private KlVectors() {}

  static Optional<Tensor> of(Distribution p, Distribution q) {
    return Optional.ofNullable(
        switch (new Kl.Pair(p, q)) {
          case Kl.Pair(MultivariateNormal a, MultivariateNormal b) -> normals(a, b);
          case Kl.Pair(LowRankMultivariateNormal a, LowRankMultivariateNormal b) ->
              normals(dense(a), dense(b));
          case Kl.Pair(LowRankMultivariateNormal a, MultivariateNormal b) -> normals(dense(a), b);
          case Kl.Pair(MultivariateNormal a, LowRankMultivariateNormal b) -> normals(a, dense(b));
          case Kl.Pair(Dirichlet a, Dirichlet b) -> dirichlet(a, b);
          default -> null;
        });
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

  private static MultivariateNormal dense(LowRankMultivariateNormal law) {
    Tensor common = law.covFactor().matmul(law.covFactor().transpose());
    Tensor covariance = common.plus(law.covDiag().diagonalMatrix());
    return new MultivariateNormal(law.loc(), covariance.choleskyOrNaN(), law.batchShape());
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
