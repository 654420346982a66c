package dev.merapi.infer.vi;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * A guide with one assignment of its sites that are marked for sequential enumeration.
 *
 * @param guide the guide, in which these sites are decided
 * @param values their values, by name
 */
record Branch(Model<?> guide, Map<String, Tensor> values) {

  /** All assignments, or the guide itself where no site is marked so. */
  static Vector<Branch> of(Model<?> guide, Key key) {
    Trace trace = Settings.current().validation(false).in(() -> Trace.run(key, guide).trace());
    boolean marked = trace.latents().stream().anyMatch(entry -> isSequential(entry.site()));
    return marked
        ? Vector.ofAll(Run.run(key, EnumerateSequential.worlds(guide)).all())
            .map(world -> decided(guide, values(world.trace())))
        : Vector.of(new Branch(guide, LinkedHashMap.empty()));
  }

  private static Map<String, Tensor> values(Trace world) {
    return Vector.ofAll(world.latents())
        .filter(entry -> isSequential(entry.site()))
        .toLinkedMap(Entry.Sampled::name, Entry.Sampled::value);
  }

  private static Branch decided(Model<?> guide, Map<String, Tensor> values) {
    Rewrite decide =
        site ->
            values
                .get(site.name())
                .map(value -> site.replayed(value).inferred(Infer::drawn))
                .getOrElse(site);
    return new Branch(decide.on(guide), values);
  }

  private static boolean isSequential(Site site) {
    return site.infer().enumerate().filter(Enumeration.Sequential.class::isInstance).isPresent();
  }

  /** The probability of the assignment in a run of the guide, neither scaled nor masked. */
  Tensor probability(Proposal proposal) {
    Tensor sum = Tensor.scalar(0);
    for (String name : values.keySet()) {
      Entry.Sampled entry = proposal.trace().sampled(name).get();
      Tensor logProb = entry.site().distribution().logProb(entry.value());
      proposal
          .sites()
          .behind(logProb)
          .forEach(
              parent -> {
                throw new ModelException(
                    ("Site '%s' of the guide is enumerated sequentially, but depends on site '%s',"
                            + " which is enumerated in parallel. Enumerate both in the same way.")
                        .formatted(name, parent));
              });
      sum = sum.plus(logProb.sum());
    }
    return sum.exp();
  }
}
