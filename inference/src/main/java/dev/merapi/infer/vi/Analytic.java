package dev.merapi.infer.vi;

import dev.merapi.distributions.divergence.Kl;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.WorldSites;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import java.util.stream.Stream;

/**
 * The sites whose ln p − ln q has a mean in closed form, −KL(q ‖ p) given all draws before: those
 * that are drawn through their parameters, have one weight in both programs, no mask and no
 * enumerated parent, a pair of distributions with a known divergence, and stand in the model behind
 * no site that the guide draws after them, so that the model's distribution cannot depend on the
 * draw.
 */
final class Analytic {
  private static final Tensor NOTHING = Certain.factor(Tensor.scalar(0)).value();

  private Analytic() {}

  /** The divergences, by site. */
  private static Map<String, Tensor> divergences(Runs runs) {
    Trace guide = runs.proposal().trace();
    WorldSites enumerated = runs.proposal().sites().and(runs.model());
    Map<String, Integer> positions = LinkedHashMap.empty();
    for (Entry.Sampled entry : guide.sites()) {
      positions = positions.put(entry.name(), positions.size());
    }
    Map<String, Tensor> found = LinkedHashMap.empty();
    int last = -1;
    for (Entry.Sampled entry : runs.model().sites()) {
      int position = positions.getOrElse(entry.name(), -1);
      last = Math.max(last, position);
      boolean drawn = runs.proposal().estimators().get(entry.name()).contains(Estimator.PATHWISE);
      if (drawn && position == last) {
        Site q = guide.sampled(entry.name()).orElseThrow().site();
        for (Tensor divergence : of(q, entry.site()).toList()) {
          if (!enumerated.reach(divergence)) {
            found = found.put(entry.name(), divergence);
          }
        }
      }
    }
    return found;
  }

  private static Stream<Tensor> of(Site q, Site p) {
    boolean alike =
        q.weight().mask().isEmpty()
            && p.weight().mask().isEmpty()
            && q.weight().scale().equals(p.weight().scale());
    return alike ? Kl.of(q.distribution(), p.distribution()).stream() : Stream.of();
  }

  /** The names of the sites. */
  static Set<String> sites(Runs runs) {
    return LinkedHashSet.ofAll(divergences(runs).keySet());
  }

  /** The same runs, in which the sites pay their divergences in the place of their densities. */
  static Runs on(Runs runs) {
    Map<String, Tensor> known = divergences(runs);
    if (known.isEmpty()) {
      return runs;
    }
    Trace guide = Trace.EMPTY;
    for (Entry.Sampled entry : runs.proposal().trace().sites()) {
      Certain value = Certain.value(entry.value(), entry.site().distribution().eventDim());
      Site site = known.containsKey(entry.name()) ? entry.site().distributed(value) : entry.site();
      guide = guide.plus(site, entry.value());
    }
    Trace model = Trace.EMPTY;
    for (Entry.Sampled entry : runs.model().sites()) {
      Site site =
          known
              .get(entry.name())
              .map(kl -> entry.site().distributed(Certain.factor(kl.unaryMinus())))
              .getOrElse(entry.site());
      model = model.plus(site, known.containsKey(entry.name()) ? NOTHING : entry.value());
    }
    Proposal proposal = runs.proposal();
    return new Runs(
        new Proposal(guide, proposal.sites(), proposal.estimators()), model, runs.baselines());
  }
}
