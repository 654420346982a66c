package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.worlds.Inputs;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * Sites that share enumerated ones, and ln of the sum over these of the evidence among them.
 *
 * @param names of the enumerated sites
 * @param parts the summands that came together in this one
 */
record Summand(Trace trace, Set<String> names, Tensor total, Vector<Summand> parts) {

  /** A site with all that it depends on; without names if that is nothing. */
  static Summand of(Vector<Summand> known, Entry.Sampled entry, Tensor logDensity) {
    java.util.Set<String> open = Inputs.open(logDensity);
    Vector<Summand> parts =
        open.isEmpty()
            ? Vector.empty()
            : known.filter(summand -> summand.names.exists(open::contains));
    Trace trace = Trace.EMPTY;
    Set<String> names = LinkedHashSet.empty();
    Tensor total = Tensor.scalar(0);
    for (Summand part : parts) {
      for (Entry.Sampled before : part.trace.sites()) {
        trace = trace.plus(before.site(), before.value());
      }
      names = names.addAll(part.names);
      total = total.plus(part.total);
    }
    Set<String> all = isEnumerated(entry) ? names.add(entry.name()) : names;
    return new Summand(trace.plus(entry.site(), entry.value()), all, total, parts);
  }

  /** Whether all values of a site are gone through. */
  static boolean isEnumerated(Entry.Sampled entry) {
    Site site = entry.site();
    return site.isLatent()
        && site.infer().enumerate().isPresent()
        && entry.value() instanceof Symbolic.Input;
  }

  /** The same with the sum that it has now. */
  Summand summed() {
    return new Summand(trace, names, FactorGraph.of(trace).logSum(), parts);
  }

  /** All summands, this one in place of its parts. */
  Vector<Summand> in(Vector<Summand> known) {
    return known.removeAll(parts).append(new Summand(trace, names, total, Vector.empty()));
  }

  String explain() {
    return FactorGraph.of(trace).explain();
  }
}
