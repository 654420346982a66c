package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.ProposedSum;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;

/**
 * A lower bound on ln p(x) from several draws of each site of a guide, in all combinations
 * (Aitchison, <em>Tensor Monte Carlo: particle methods for the GPU era</em>, NeurIPS 2019, equation
 * 10):
 *
 * <p>ln 1/(n₁ … nₛ) Σ over k₁ … kₛ of p(x, z₁(k₁) … zₛ(kₛ)) / q(z₁(k₁) … zₛ(kₛ)),
 *
 * <p>where site i is marked for nᵢ draws at once ({@code Enumeration.Draws}), by the same
 * elimination that sums out enumerated sites: n draws of each of s sites are nˢ importance samples
 * at the cost of the tables. The sum is unbiased for p(x), so its logarithm is a lower bound in
 * expectation, and a tighter one than the mean of as many single draws. A site that the guide draws
 * once counts once; sites that are enumerated in the model or the guide are summed exactly.
 *
 * <p>Gradients flow through the draws. The logarithm of a mean of draws without a gradient would
 * have a biased one, so the guide has to be reparametrised, or enumerated, at every site.
 *
 * @param summing how sums are taken, and what to do with scales around them
 */
public record TraceTmc(Summing summing) implements Bound.Objective {
  /** Exact sums only. */
  public static final TraceTmc EXACT = new TraceTmc(Summing.EXACT);

  /** The bound, shape []. */
  @Override
  public Tensor elbo(Model<?> model, Model<?> guide, Key key) {
    Runs runs = Runs.of(model, guide, 1, key);
    Proposal proposal = runs.proposal();
    proposal
        .estimators()
        .filterValues(Estimator.SCORE::equals)
        .headOption()
        .forEach(site -> refuse(proposal.trace().sampled(site._1).get()));
    Trace trace = proposal.trace();
    return ProposedSum.of(trace, proposal.sites(), runs.model()).log(trace, summing);
  }

  /** What is minimised: −elbo. */
  public Tensor loss(Model<?> model, Model<?> guide, Key key) {
    return elbo(model, guide, key).unaryMinus();
  }

  private static void refuse(Entry.Sampled entry) {
    throw new ModelException(
        ("Site '%s' of the guide is drawn from %s, through which no gradient flows, and within the"
                + " logarithm of a mean the score function would be biased. Mark the site for"
                + " parallel enumeration, or use TraceEnum.")
            .formatted(entry.name(), entry.site().distribution().getClass().getSimpleName()));
  }
}
