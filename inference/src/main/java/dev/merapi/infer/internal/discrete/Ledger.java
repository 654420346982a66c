package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * What a bound is made of: the densities of a model that follows a guide, and those of the guide,
 * as factors over the same variables. Variables that the guide proposes are kept.
 *
 * @param groups densities of the model in which its own variables are summed out
 * @param gains the other densities of the model, masked and scaled
 * @param losses the densities of the guide, masked and scaled
 * @param proposals the probabilities of the values of each variable of the guide given its parents,
 *     neither masked nor scaled
 * @param scores the weights of value 1 of draws that have no gradient of their own
 * @param baselines for some of them, what the costs that they weigh are expected to be
 */
public record Ledger(
    Vector<Group> groups,
    Vector<Factor> gains,
    Vector<Factor> losses,
    Map<String, Factor> proposals,
    Vector<Factor> scores,
    Vector<Factor> baselines) {

  /**
   * Of a run of a guide, and of a run of a model that follows it.
   *
   * @param proposed the sites of the guide that have several values
   * @param ratios for draws without a gradient, by name, their weights
   * @param baselines for some of them, what they are expected to cost
   */
  public static Ledger of(
      Trace guide,
      WorldSites proposed,
      Map<String, Tensor> ratios,
      Map<String, Tensor> baselines,
      Trace model,
      Summing summing) {
    WorldSites all = proposed.and(model);
    WorldSites summed = all.minus(proposed);
    Vector<Term> terms = FactorGraph.densities(model).map(entry -> ofModel(entry, all, summed));
    for (Entry.Sampled entry : FactorGraph.densities(guide)) {
      terms = terms.append(new Term(Term.Role.LOSS, entry.site(), entry.logProb()));
    }
    for (WorldSite site : proposed.variableSites()) {
      Entry.Sampled entry = guide.sampled(site.name()).get();
      terms = terms.append(new Term(Term.Role.PROPOSAL, entry.site(), proposed.probability(entry)));
    }
    for (String name : ratios.keySet()) {
      terms =
          terms.append(
              new Term(Term.Role.SCORE, guide.sampled(name).get().site(), ratios.get(name).get()));
    }
    for (String name : baselines.keySet()) {
      Site site = guide.sampled(name).get().site();
      terms = terms.append(new Term(Term.Role.BASELINE, site, baselines.get(name).get()));
    }
    WorldFactors known = WorldFactors.of(terms, all, summing);
    return new Ledger(
        FactorGraph.groups(known, FactorGraph.densities(model).map(Entry.Sampled::site), summing),
        known.factors(Term.Role.GAIN),
        known.factors(Term.Role.LOSS),
        known.proposals(),
        known.factors(Term.Role.SCORE),
        known.factors(Term.Role.BASELINE));
  }

  private static Term ofModel(Entry.Sampled entry, WorldSites all, WorldSites summed) {
    Tensor inside = all.logDensity(entry);
    return summed.reach(inside)
        ? new Term(Term.Role.INSIDE, entry.site(), inside)
        : new Term(Term.Role.GAIN, entry.site(), entry.logProb());
  }
}
