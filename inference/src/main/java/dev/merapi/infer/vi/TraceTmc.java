package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.discrete.CommonScale;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.SiteFactor;
import dev.merapi.infer.internal.discrete.Variables;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Components;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

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
public record TraceTmc(Summing summing) {
  /** Exact sums only. */
  public static final TraceTmc EXACT = new TraceTmc(Summing.EXACT);

  /** The bound, shape []. */
  public Tensor elbo(Model<?> model, Model<?> guide, Key key) {
    Runs runs = Runs.of(model, guide, 1, key);
    Proposal proposal = runs.proposal();
    proposal.scored().headOption().forEach(TraceTmc::refuse);
    Map<String, Axis.Variable> variables =
        proposal.variables().merge(Variables.summed(runs.model(), proposal.variables().keySet()));
    Vector<Term> terms =
        FactorGraph.densities(runs.model())
            .map(entry -> new Term(entry, 1, isSummed(entry, proposal)))
            .appendAll(
                FactorGraph.densities(proposal.trace())
                    .filter(entry -> !isSummed(entry, proposal))
                    .map(entry -> new Term(entry, -1, false)));
    var parts = terms.partition(term -> term.place(variables).isEnumerated());
    Tensor plain = parts._2.map(Term::outside).fold(Tensor.scalar(0), Tensor::plus);
    Vector<Factor> factors =
        parts._1.map(term -> term.inside(variables)).appendAll(proposal.evens());
    Set<Axis.Variable> all = variables.values().toLinkedSet();
    return Components.of(factors, all)
        .flatMap(group -> new CommonScale(sites(parts._1, group), summing).group(group, all).sums())
        .map(rest -> rest.table().sum())
        .fold(plain, Tensor::plus);
  }

  /** Whether all values of the site are gone through. */
  private static boolean isSummed(Entry.Sampled entry, Proposal proposal) {
    return Variables.dim(entry.site()).isDefined()
        && !proposal
            .trace()
            .sampled(entry.name())
            .filter(proposed -> Variables.isManyDraws(proposed.site()))
            .isPresent();
  }

  private static Vector<Site> sites(Vector<Term> terms, Vector<Factor> group) {
    Set<String> names = group.flatMap(Factor::sites).toSet();
    return terms.map(term -> term.entry().site()).filter(site -> names.contains(site.name()));
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

  /**
   * A density of the model, or one over which the model's is taken.
   *
   * @param sign 1 or −1
   * @param summed whether all values of the site are gone through, so that its density is not
   *     masked
   */
  private record Term(Entry.Sampled entry, double sign, boolean summed) {
    SiteFactor place(Map<String, Axis.Variable> variables) {
      return new SiteFactor(entry, variables);
    }

    Tensor outside() {
      return entry.logProb().sum().times(sign);
    }

    Factor inside(Map<String, Axis.Variable> variables) {
      SiteFactor place = place(variables);
      Factor density =
          summed ? place.inside() : place.named(entry.unscaled().logProb(entry.value()));
      return density.times(Tensor.scalar(sign));
    }
  }
}
