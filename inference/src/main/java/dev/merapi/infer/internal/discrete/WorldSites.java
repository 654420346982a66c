package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.worlds.Coupled;
import dev.merapi.infer.internal.worlds.Limit;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.IdentityHashMap;

/**
 * The enumerated sites of a program that runs in one world, in its order.
 *
 * @param all by name
 */
public record WorldSites(Map<String, WorldSite> all) {
  /** No site. */
  static final WorldSites NONE = new WorldSites(LinkedHashMap.empty());

  private static final double MOST = 1 << 16;

  /** Those of a run. */
  public static WorldSites of(Trace trace) {
    WorldSites known = NONE;
    for (Entry.Sampled entry : trace.latents()) {
      if (entry.value() instanceof Symbolic.Input input && isMarked(entry.site())) {
        WorldSites before = known;
        known =
            known
                .values(entry.site())
                .map(values -> before.plus(entry.site(), input, values))
                .getOrElse(before);
      }
    }
    return known;
  }

  private static boolean isMarked(Site site) {
    return site.place().dims().isEmpty()
        && site.infer().enumerate().filter(Enumeration.Parallel.class::isInstance).isPresent();
  }

  WorldSites plus(Site site, Symbolic.Input input, Tensor values) {
    return new WorldSites(all.put(site.name(), new WorldSite(site, input, values)));
  }

  /** Whether a site of this name is enumerated. */
  public boolean has(String site) {
    return all.containsKey(site);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Expressions in all worlds. */
  Worlds worlds() {
    IdentityHashMap<Symbolic.Input, Mapped> variables = new IdentityHashMap<>();
    all.values().forEach(site -> variables.put(site.input(), site.mapped()));
    return new Worlds(variables);
  }

  /** What the values of a site can be, [K, E..], if it is to be enumerated. */
  Option<Tensor> values(Site site) {
    Distribution law = site.distribution();
    if (site.infer().enumerate().filter(Enumeration.Draws.class::isInstance).isPresent()) {
      throw Variables.manyDraws(site);
    }
    if (isMarked(site) && law.isEnumerable()) {
      WorldSite.requireInPlates(site);
      Tensor support = law.enumerateSupport(false);
      return Option.some(support.reshape(Shape.of(support.size(0)).append(law.eventShape())));
    }
    boolean open =
        site.infer().enumerate().filter(how -> !(how instanceof Enumeration.Parallel)).isEmpty();
    if (open && law.support() instanceof WholeNumberBetween(var low, var high)) {
      return between(low, high);
    }
    return Option.none();
  }

  /** From the least lower bound to the greatest upper bound of all worlds. */
  private Option<Tensor> between(Tensor low, Tensor high) {
    Option<Dense> least = known(low);
    Option<Dense> greatest = known(high);
    if (least.isEmpty() || greatest.isEmpty()) {
      return Option.none();
    }
    double from = least.get().min().item();
    double to = greatest.get().max().item();
    return Option.when(
        Double.isFinite(from) && Double.isFinite(to) && to - from < MOST,
        () -> Tensor.arange((int) (to - from) + 1).plus(from));
  }

  /** The numbers of a tensor in all worlds, if they are known. */
  private Option<Dense> known(Tensor tensor) {
    try {
      return worlds().of(tensor, Limit.joint(MOST)).stored() instanceof Dense dense
          ? Option.some(dense)
          : Option.none();
    } catch (Coupled large) {
      return Option.none();
    }
  }
}
