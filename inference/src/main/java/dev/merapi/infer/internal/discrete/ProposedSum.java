package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;

/**
 * The densities of a model over those of a guide that it follows, summed over the values of
 * enumerated sites, and averaged over the draws of sites that the guide draws several times.
 *
 * @param plain the logarithm of what depends on no such site, scaled
 * @param terms the others
 * @param worlds the sites that have several values
 */
public record ProposedSum(Tensor plain, Vector<Term> terms, WorldSites worlds) {

  /**
   * Of a run of a guide, and of a run of a model that follows it.
   *
   * @param proposed the sites of the guide that have several values
   */
  public static ProposedSum of(Trace guide, WorldSites proposed, Trace model) {
    WorldSites worlds = proposed.and(model);
    ProposedSum sum = new ProposedSum(Tensor.scalar(0), Vector.empty(), worlds);
    for (Entry.Sampled entry : FactorGraph.densities(model)) {
      sum = sum.plus(entry, 1);
    }
    for (Entry.Sampled entry : FactorGraph.densities(guide)) {
      sum = sum.isSummed(entry) ? sum : sum.plus(entry, -1);
    }
    return sum;
  }

  /** Whether all values of the site are gone through, so that its density is not masked. */
  private boolean isSummed(Entry.Sampled entry) {
    return worlds
        .all()
        .get(entry.name())
        .exists(world -> world.kind() == WorldSite.Kind.ENUMERATED);
  }

  private ProposedSum plus(Entry.Sampled entry, double sign) {
    Tensor inside = isSummed(entry) ? worlds.logDensity(entry) : entry.unscaledLogProb();
    return worlds.reach(inside)
        ? new ProposedSum(
            plain,
            terms.append(new Term(Term.Role.INSIDE, entry.site(), inside.times(sign))),
            worlds)
        : new ProposedSum(plain.plus(entry.logProb().sum().times(sign)), terms, worlds);
  }

  /** Its logarithm, shape []. */
  public Tensor log(Trace guide, Summing summing) {
    Vector<Term> evens =
        worlds
            .all()
            .values()
            .filter(world -> world.kind() == WorldSite.Kind.DRAWS)
            .map(world -> guide.sampled(world.name()).get())
            .map(entry -> new Term(Term.Role.INSIDE, entry.site(), worlds.probability(entry)))
            .toVector();
    Vector<Site> sites = terms.map(Term::site);
    WorldFactors known = WorldFactors.of(terms.appendAll(evens), worlds, summing);
    return FactorGraph.groups(known, sites, summing)
        .flatMap(Group::sums)
        .map(rest -> rest.table().sum())
        .fold(plain, Tensor::plus);
  }
}
