package dev.merapi.effects.handler;

import dev.merapi.dist.Bernoulli;
import dev.merapi.dist.Beta;
import dev.merapi.dist.Binomial;
import dev.merapi.dist.Distribution;
import dev.merapi.dist.Exponential;
import dev.merapi.dist.Gamma;
import dev.merapi.dist.Normal;
import dev.merapi.dist.Poisson;
import dev.merapi.tensor.Tensor;
import io.vavr.control.Option;
import java.util.function.Function;

/**
 * What an observation does to the law of the parameter it depends on, where both are conjugate.
 *
 * @param posterior the law of the parameter given the observation
 * @param evidence ln p(observation), the parameter integrated out, shape []
 */
record Conjugate(Distribution posterior, Tensor evidence) {

  /**
   * The update for a parameter with law {@code prior} that the program knows as {@code name}; none
   * if the pair is not conjugate. Source: A. Gelman and others, "Bayesian Data Analysis" (3rd ed.),
   * sections 2.4–2.6.
   */
  static Option<Conjugate> update(
      Distribution prior, Tensor name, Distribution law, Tensor observed) {
    Tensor y = observed.expand(law.batchShape());
    double n = law.batchShape().count();
    return switch (prior) {
      case Beta(Tensor a, Tensor b, _)
          when law instanceof Bernoulli coins && coins.chance().probs().equals(name) ->
          of(
              prior,
              Beta.of(a.plus(y.sum()), b.plus(n).minus(y.sum())),
              p -> Bernoulli.ofProbs(p).expand(law.batchShape()),
              y);
      case Beta(Tensor a, Tensor b, _)
          when law instanceof Binomial(Tensor total, var chance, _)
              && chance.probs().equals(name) ->
          of(
              prior,
              Beta.of(a.plus(y.sum()), b.plus(total.expand(law.batchShape()).sum()).minus(y.sum())),
              p -> Binomial.ofProbs(total, p).expand(law.batchShape()),
              y);
      case Gamma(Tensor c, Tensor r, _)
          when law instanceof Poisson counts && counts.rate().equals(name) ->
          of(
              prior,
              Gamma.of(c.plus(y.sum()), r.plus(n)),
              rate -> Poisson.of(rate).expand(law.batchShape()),
              y);
      case Gamma(Tensor c, Tensor r, _)
          when law instanceof Exponential times && times.rate().equals(name) ->
          of(
              prior,
              Gamma.of(c.plus(n), r.plus(y.sum())),
              rate -> Exponential.of(rate).expand(law.batchShape()),
              y);
      case Normal(Tensor m, Tensor s, _)
          when law instanceof Normal(Tensor loc, Tensor sigma, _) && loc.equals(name) -> {
        Tensor before = s.square().reciprocal();
        Tensor each = sigma.square().reciprocal().expand(law.batchShape());
        Tensor precision = before.plus(each.sum());
        Tensor mean = m.times(before).plus(y.times(each).sum()).div(precision);
        yield of(
            prior,
            Normal.of(mean, precision.sqrt().reciprocal()),
            mu -> Normal.of(mu, sigma).expand(law.batchShape()),
            y);
      }
      case Distribution _ -> Option.none();
    };
  }

  /** ln p(y) = ln p(y | θ) + ln p(θ) − ln p(θ | y) at any θ; here the posterior mean. */
  private static Option<Conjugate> of(
      Distribution prior,
      Distribution posterior,
      Function<Tensor, Distribution> likelihood,
      Tensor y) {
    Tensor theta = posterior.mean();
    return Option.some(
        new Conjugate(
            posterior,
            likelihood
                .apply(theta)
                .logProb(y)
                .sum()
                .plus(prior.logProb(theta))
                .minus(posterior.logProb(theta))));
  }
}
