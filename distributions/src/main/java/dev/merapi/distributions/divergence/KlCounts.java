package dev.merapi.distributions.divergence;

import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.Geometric;
import dev.merapi.distributions.discrete.NegativeBinomial;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.distributions.multivariate.OneHotCategorical;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * Divergences between distributions of counts and categories; terms of probability 0 count for
 * nothing.
 */
final class KlCounts {
  private KlCounts() {}

  static Optional<Tensor> of(Distribution p, Distribution q) {
    return Optional.ofNullable(
        switch (new Kl.Pair(p, q)) {
          case Kl.Pair(Bernoulli a, Bernoulli b) -> chances(a.chance(), b.chance());
          case Kl.Pair(Binomial a, Binomial b) when a.totalCount().equals(b.totalCount()) ->
              a.totalCount().times(chances(a.chance(), b.chance()));
          case Kl.Pair(Geometric a, Geometric b) ->
              chances(a.chance(), b.chance()).div(a.chance().probs());
          case Kl.Pair(NegativeBinomial a, NegativeBinomial b)
              when a.totalCount().equals(b.totalCount()) -> {
            Tensor failure = a.chance().probs().unaryMinus().plus(1);
            yield a.totalCount().times(chances(a.chance(), b.chance())).div(failure);
          }
          case Kl.Pair(Poisson a, Poisson b) -> {
            Tensor ratio = a.given().logPower(a.rate()).minus(b.given().logPower(a.rate()));
            yield ratio.minus(a.rate()).plus(b.rate());
          }
          case Kl.Pair(Bernoulli a, Poisson b) -> {
            Tensor expected = b.given().logPower(a.chance().probs()).minus(b.rate());
            yield a.entropy().plus(expected).unaryMinus();
          }
          case Kl.Pair(Poisson a, Bernoulli b) -> beyond(a, b);
          case Kl.Pair(Poisson a, Binomial b) -> beyond(a, b);
          case Kl.Pair(Multinomial a, Multinomial b) when a.totalCount().equals(b.totalCount()) ->
              a.totalCount().times(weights(a.weights(), b.weights()));
          case Kl.Pair(Categorical a, Categorical b) -> weights(a.weights(), b.weights());
          case Kl.Pair(OneHotCategorical a, OneHotCategorical b) ->
              weights(a.weights(), b.weights());
          default -> null;
        });
  }

  /** ∞, unless all counts are 0. */
  private static Tensor beyond(Poisson p, Distribution q) {
    Tensor none = q.logProb(Tensor.scalar(0)).unaryMinus();
    return Tensor.where(p.rate().eq(0), none, Tensor.scalar(Double.POSITIVE_INFINITY));
  }

  private static Tensor chances(Chance p, Chance q) {
    Tensor a = p.probs();
    Tensor b = a.unaryMinus().plus(1);
    return p.logProb(a, b).minus(q.logProb(a, b));
  }

  private static Tensor weights(Weights p, Weights q) {
    Tensor a = p.probs();
    return a.xlogy(a).minus(a.xlogy(q.probs())).sum(-1);
  }
}
