package dev.merapi.infer.internal.rows;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which sites of each row are normal given all else, so that they can be integrated out. */
final class Integrable {
  /**
   * How many numbers of a row are integrated out at most: each costs a derivative of all others.
   */
  private static final int MOST = 32;

  private Integrable() {}

  /**
   * Sites on the real line without a weight or a mask of their own, as many in the order of the
   * program as the log density has degree 2 in, all together.
   *
   * @param kept all local sites
   * @param density the log density of some rows
   * @param free by name the free variables that the density is made of
   */
  static List<LocalSite> among(
      List<LocalSite> kept, Trace trace, Tensor density, Map<String, Symbolic.Input> free) {
    List<LocalSite> chosen = new ArrayList<>();
    List<Symbolic.Input> unknowns = new ArrayList<>();
    int width = 0;
    for (LocalSite site : kept) {
      Symbolic.Input input = free.get(site.name());
      if (input == null || width + site.each() > MOST || !isPlain(site.name(), trace)) {
        continue;
      }
      unknowns.add(input);
      if (new Degree(List.of(input)).of(density) == 2 && new Degree(unknowns).of(density) == 2) {
        chosen.add(site);
        width += site.each();
      } else {
        unknowns.removeLast();
      }
    }
    return chosen;
  }

  private static boolean isPlain(String name, Trace trace) {
    return trace.latents().stream().anyMatch(entry -> entry.name().equals(name) && isPlain(entry));
  }

  private static boolean isPlain(Entry.Sampled entry) {
    Site site = entry.site();
    return site.weight().isUnscaled()
        && site.weight().mask().isEmpty()
        && !EachRow.isMasked(site.distribution())
        && isReal(site.distribution().support());
  }

  private static boolean isReal(Constraint support) {
    return support instanceof Real
        || (support instanceof Independent(Constraint base, _) && isReal(base));
  }
}
