package dev.merapi.distributions.conjugate;

import dev.merapi.distributions.combinator.MaskedMixture;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.distributions.sequence.IndependentHmm;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * The product of two densities of one conjugate family as a third and a factor: ln p(x) + ln q(x) =
 * ln r(x) + ln c for every x. With q a likelihood seen as a function of x, r is the posterior and c
 * the evidence.
 */
public final class Conjugate {
  private Conjugate() {}

  /** The distribution r and ln c, [B..]. */
  public record Update(Distribution distribution, Tensor logNormaliser) {}

  /** The product, where both distributions are of one family that is closed under it. */
  public static Optional<Update> of(Distribution p, Distribution q) {
    return Optional.ofNullable(
        switch (new Pair(p, q)) {
          case Pair(Normal a, Normal b) -> normal(a, b);
          case Pair(MultivariateNormal a, MultivariateNormal b) -> vectors(a, b);
          case Pair(Gamma a, Gamma b) -> {
            Tensor shape = a.concentration().plus(b.concentration()).minus(1);
            Gamma product = Gamma.of(shape, a.rate().plus(b.rate()));
            yield update(product, logConstant(a).plus(logConstant(b)).minus(logConstant(product)));
          }
          case Pair(Beta a, Beta b) -> {
            Tensor one = a.concentration1().plus(b.concentration1()).minus(1);
            Tensor zero = a.concentration0().plus(b.concentration0()).minus(1);
            Tensor before =
                a.concentration1()
                    .lbeta(a.concentration0())
                    .plus(b.concentration1().lbeta(b.concentration0()));
            yield update(Beta.of(one, zero), one.lbeta(zero).minus(before));
          }
          case Pair(Dirichlet a, Dirichlet b) -> {
            Tensor sum = a.concentration().plus(b.concentration()).minus(1);
            Tensor before = logBeta(a.concentration()).plus(logBeta(b.concentration()));
            yield update(Dirichlet.of(sum), logBeta(sum).minus(before));
          }
          case Pair(GaussianHmm a, IndependentAxes(MultivariateNormal b, int n)) when n == 1 ->
              new ConjugateHmm(a, b).update();
          case Pair(GaussianHmm a, IndependentAxes(Normal b, int n)) when n == 2 ->
              new ConjugateHmm(a, MultivariateNormal.diagonal(b)).update();
          case Pair(IndependentHmm a, IndependentAxes(Normal b, int n)) when n == 2 ->
              columns(a, b).orElse(null);
          case Pair(IndependentAxes(Distribution a, int n), IndependentAxes(Distribution b, int m))
              when n == m ->
              of(a, b).map(inner -> joint(inner, n)).orElse(null);
          case Pair(Distribution a, Masked(Distribution b, Tensor seen)) ->
              of(a, b).map(inner -> where(seen, inner, a)).orElse(null);
          default -> null;
        });
  }

  /** A pair of distributions, for matching. */
  private record Pair(Distribution p, Distribution q) {}

  /** Column by column, with independent normal densities of the members' numbers. */
  private static Optional<Update> columns(IndependentHmm sequences, Normal guess) {
    Shape whole = guess.batchShape();
    Tensor loc = guess.loc().expand(whole).transpose().unsqueeze(-1);
    Tensor scale = guess.scale().expand(whole).transpose().unsqueeze(-1);
    return of(sequences.base(), Normal.of(loc, scale).toEvent(2))
        .map(u -> new Update(IndependentHmm.of(u.distribution()), u.logNormaliser().sum(-1)));
  }

  private static Update update(Distribution distribution, Tensor logNormaliser) {
    return new Update(distribution, logNormaliser.expand(distribution.batchShape()));
  }

  private static Update joint(Update inner, int axes) {
    int[] last = new int[axes];
    for (int i = 0; i < axes; i++) {
      last[i] = -1 - i;
    }
    Tensor total = inner.logNormaliser().sum(last);
    return new Update(inner.distribution().toEvent(axes), total);
  }

  /** Precisions add, and the factor is the density of one mean around the other. */
  private static Update normal(Normal p, Normal q) {
    Tensor a = p.scale().square();
    Tensor b = q.scale().square();
    Tensor total = a.plus(b);
    Tensor loc = p.loc().times(b).plus(q.loc().times(a)).div(total);
    Tensor scale = p.scale().times(q.scale()).div(total.sqrt());
    Normal gap = Normal.of(q.loc(), total.sqrt());
    return update(Normal.of(loc, scale), gap.logDensity(p.loc()));
  }

  /** With covariances A and B: A (A + B)⁻¹ B, and the same factor between the means. */
  private static Update vectors(MultivariateNormal p, MultivariateNormal q) {
    Tensor total = p.covariance().plus(q.covariance()).choleskyOrNaN();
    Tensor left = total.solveTriangular(p.covariance(), true);
    Tensor right = total.solveTriangular(q.covariance(), true);
    Tensor gap = Gaussian.whiten(total, q.loc().minus(p.loc()));
    Tensor loc = p.loc().plus(Gaussian.colour(left.transpose(), gap));
    Tensor scaleTril = left.transpose().matmul(right).choleskyOrNaN();
    Tensor logNormaliser = MultivariateNormal.ofScaleTril(q.loc(), total).logDensity(p.loc());
    return update(MultivariateNormal.ofScaleTril(loc, scaleTril), logNormaliser);
  }

  /** What is masked is not seen: there the distribution stays as it is. */
  private static Update where(Tensor seen, Update update, Distribution before) {
    Tensor factor = Tensor.where(seen, update.logNormaliser(), Tensor.scalar(0));
    return update(MaskedMixture.of(seen, before, update.distribution()), factor);
  }

  private static Tensor logConstant(Gamma gamma) {
    Tensor a = gamma.concentration();
    return a.times(gamma.rate().log()).minus(a.lgamma());
  }

  private static Tensor logBeta(Tensor concentration) {
    return concentration.lgamma().sum(-1).minus(concentration.sum(-1).lgamma());
  }
}
