package dev.merapi.effects.collapse;

import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.control.Option;
import java.util.function.Function;

/**
 * What observations do to the law of the parameter they depend on, where both are conjugate. The
 * parameter has batch shape B, the observations have batch shape L, which broadcasts with it; those
 * that share an element of the parameter add up.
 *
 * @param posterior the law of the parameter given the observations, with batch shape B
 * @param evidence ln p(observations), the parameter integrated out, shape [B..]
 */
record Conjugacy(Distribution posterior, Tensor evidence) {

  /** Observations [L.. E..], of which each counts as its probability to the power of a weight. */
  private record Data(Tensor y, Tensor weight, Shape batch) {
    /** Σ weight · each over all dims that the parameter does not have: [L..] → [B..]. */
    Tensor sum(Tensor each) {
      return each.times(weight).sumTo(batch);
    }

    /** The same for vectors: [L.. K] → [B.. K]. */
    Tensor sumVectors(Tensor each) {
      return each.times(weight.unsqueeze(-1)).sumTo(batch.append(each.size(-1)));
    }
  }

  /**
   * The update for a parameter with law {@code prior} that the program knows as {@code name}; none
   * if the pair is not conjugate. Source: A. Gelman and others, "Bayesian Data Analysis" (3rd ed.),
   * sections 2.4–2.6 and 3.4.
   *
   * @param weight how often each observation counts, ≥ 0, broadcasting with L
   */
  static Option<Conjugacy> update(
      Distribution prior, Tensor name, Distribution law, Tensor observed, Tensor weight) {
    Shape each = law.batchShape();
    Tensor y = observed.expand(law.shape(Shape.SCALAR));
    Data data = new Data(y, weight.expand(each), prior.batchShape());
    return switch (prior) {
      case Beta(Tensor a, Tensor b, _)
          when law instanceof Bernoulli coins && coins.chance().probs().equals(name) ->
          of(
              prior,
              Beta.of(a.plus(data.sum(y)), b.plus(data.sum(y.unaryMinus().plus(1)))),
              p -> Bernoulli.ofProbs(p).expand(each),
              data);
      case Beta(Tensor a, Tensor b, _)
          when law instanceof Binomial(Tensor total, var chance, _)
              && chance.probs().equals(name) ->
          of(
              prior,
              Beta.of(a.plus(data.sum(y)), b.plus(data.sum(total.expand(each).minus(y)))),
              p -> Binomial.ofProbs(total, p).expand(each),
              data);
      case Gamma(Tensor c, Tensor r, _)
          when law instanceof Poisson counts && counts.rate().equals(name) ->
          of(
              prior,
              Gamma.of(c.plus(data.sum(y)), r.plus(data.sum(Tensor.ones(each)))),
              rate -> Poisson.of(rate).expand(each),
              data);
      case Gamma(Tensor c, Tensor r, _)
          when law instanceof Exponential times && times.rate().equals(name) ->
          of(
              prior,
              Gamma.of(c.plus(data.sum(Tensor.ones(each))), r.plus(data.sum(y))),
              rate -> Exponential.of(rate).expand(each),
              data);
      case Normal(Tensor m, Tensor s, _)
          when law instanceof Normal(Tensor loc, Tensor sigma, _) && loc.equals(name) -> {
        Tensor before = s.square().reciprocal();
        Tensor precise = sigma.square().reciprocal().expand(each);
        Tensor precision = before.plus(data.sum(precise));
        Tensor mean = m.times(before).plus(data.sum(y.times(precise))).div(precision);
        yield of(
            prior,
            Normal.of(mean, precision.sqrt().reciprocal()),
            mu -> Normal.of(mu, sigma).expand(each),
            data);
      }
      case Dirichlet(Tensor a, _)
          when law instanceof Categorical(Weights.OfProbs(Tensor probs), _) && probs.equals(name) ->
          of(
              prior,
              Dirichlet.of(a.plus(data.sumVectors(oneHot(y, a.size(-1))))),
              p -> Categorical.ofProbs(p).expand(each),
              data);
      case Dirichlet(Tensor a, _)
          when law instanceof Multinomial(Tensor total, Weights.OfProbs(Tensor probs), _)
              && probs.equals(name) ->
          of(
              prior,
              Dirichlet.of(a.plus(data.sumVectors(y))),
              p -> Multinomial.ofProbs(total, p).expand(each),
              data);
      case Distribution _ -> Option.none();
    };
  }

  private static Tensor oneHot(Tensor y, int k) {
    return y.unsqueeze(-1).eq(Tensor.arange(k));
  }

  /** ln p(y) = ln p(y | θ) + ln p(θ) − ln p(θ | y) at any θ; here the posterior mean. */
  private static Option<Conjugacy> of(
      Distribution prior,
      Distribution posterior,
      Function<Tensor, Distribution> likelihood,
      Data data) {
    Distribution full = posterior.expand(prior.batchShape());
    Tensor theta = full.mean();
    return Option.some(
        new Conjugacy(
            full,
            data.sum(likelihood.apply(theta).logProb(data.y()))
                .plus(prior.logProb(theta))
                .minus(full.logProb(theta))));
  }
}
