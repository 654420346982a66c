package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.worlds.Coupled;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Models whose discrete latent sites are laid along batch dims of their own. */
public final class Laid {
  /** Deeper than any plates: where dims begin before it is known how deep the plates are. */
  public static final int DEEP = 20;

  private Laid() {}

  /** All latent sites with a finite support are laid out, left of plates {@code depth} deep. */
  public static <A> Model<A> out(Model<A> model, int depth) {
    return OneWorld.ALL.on(new ConfigEnumerate().on(model));
  }

  /** As {@link #out(Model, int)}, left of plates of any depth. */
  public static <A> Model<A> out(Model<A> model) {
    return out(model, DEEP);
  }

  /** Whether a run has sites that are laid out; a sentence where one cannot be. */
  public static boolean isIn(Trace trace) {
    for (Entry.Sampled entry : trace.latents()) {
      if (entry
          .site()
          .infer()
          .enumerate()
          .filter(Enumeration.Sequential.class::isInstance)
          .isPresent()) {
        throw new ModelException(
            "Site '%s' is marked for sequential enumeration, which goes through whole programs and has no gradient here. Leave the mark out, or mark it for parallel enumeration."
                .formatted(entry.name()));
      }
    }
    return !WorldSites.of(trace).isEmpty();
  }

  /** The batch shape of a site at one combination of the values of the sites laid out. */
  public static Shape batch(Site site, Shape batch) {
    return site.place().dims().isEmpty()
        ? batch
        : batch.takeRight(Math.min(batch.rank(), -site.place().dims().lastKey() - 1));
  }

  /** The shape of a value of a site at one combination of the values of the sites laid out. */
  public static Shape shape(Site site) {
    Distribution distribution = site.distribution();
    return batch(site, distribution.batchShape()).append(distribution.eventShape());
  }

  /**
   * The log-probability of a site of a run; where it depends on enumerated sites, at the values of
   * theirs that suit it.
   */
  public static double total(Trace trace, Entry.Sampled entry) {
    try {
      Mapped logProb = WorldSites.of(trace).worlds().of(entry.logProb(), WorldDensity.joint());
      Tensor table = logProb.stored(logProb.shape().rank());
      int hidden = logProb.hidden().size();
      int worlds = table.shape().takeLeft(hidden).count();
      Tensor best = table.reshape(Shape.of(worlds).append(table.shape().dropLeft(hidden))).max(0);
      return best.expand(logProb.shape()).sum().item();
    } catch (Coupled large) {
      return 0;
    }
  }
}
