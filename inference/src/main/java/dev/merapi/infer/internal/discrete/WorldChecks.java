package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.worlds.Coupled;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The checks of parameters that are computed from enumerated sites: in each world, after a run in
 * one.
 */
public final class WorldChecks {
  private final WorldSites sites;
  private final Worlds worlds;
  private final Trace trace;

  private WorldChecks(Trace trace, WorldSites sites) {
    this.trace = trace;
    this.sites = sites;
    this.worlds = sites.worlds();
  }

  /** A parameter that could not be checked in the run. */
  private record Parameter(String distribution, String name, Tensor value, Constraint constraint) {}

  /** What a run gives; a sentence where a parameter breaks its constraint in one of the worlds. */
  public static Trace checked(Supplier<Trace> run) {
    return checked(run, WorldSites::of);
  }

  /** As {@link #checked(Supplier)}, where the worlds are those of the sites found in the run. */
  public static Trace checked(Supplier<Trace> run, Function<Trace, WorldSites> sites) {
    List<Parameter> unknown = new ArrayList<>();
    Trace trace =
        Validation.watched(
            (distribution, name, value, constraint) ->
                unknown.add(new Parameter(distribution, name, value, constraint)),
            run::get);
    WorldSites known = sites.apply(trace);
    if (!known.isEmpty()) {
      unknown.forEach(new WorldChecks(trace, known)::require);
    }
    return trace;
  }

  private void require(Parameter parameter) {
    Mapped value;
    Map<String, WorldSite> known = sites.all();
    try {
      value = worlds.of(parameter.value(), WorldDensity.joint()).full();
    } catch (Coupled large) {
      PlateSums sums = PlateSums.in(Vector.of(parameter.value()), sites);
      known = sums.and(known);
      try {
        value = sites.worlds(sums.nodes()).of(parameter.value(), WorldDensity.joint()).full();
      } catch (Coupled still) {
        return;
      }
    }
    if (value.isPlain()
        || !(value.stored() instanceof Dense numbers)
        || !(parameter.constraint().check(numbers) instanceof Dense inside)) {
      return;
    }
    double[] flags = inside.toArray();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] == 0) {
        throw broken(parameter, value, known, inside.shape(), i);
      }
    }
  }

  private ModelException broken(
      Parameter parameter, Mapped value, Map<String, WorldSite> known, Shape flags, int number) {
    int hidden = value.hidden().size();
    int[] index = new int[flags.rank()];
    int rest = number;
    for (int i = flags.rank() - 1; i >= 0; i--) {
      index[i] = rest % flags.size(i);
      rest /= flags.size(i);
    }
    Tensor found = value.stored();
    for (int i : index) {
      found = found.get(i);
    }
    List<String> world = new ArrayList<>();
    int events = parameter.constraint().eventDim();
    for (int h = 0; h < hidden; h++) {
      world.add(phrase(value, known, h, index, events));
    }
    return new ModelException(
        "%s%s: %s must be %s, but it is %s in the world where %s."
            .formatted(
                place(parameter.value()),
                parameter.distribution(),
                parameter.name(),
                parameter.constraint().describe(),
                found,
                String.join(" and ", world)));
  }

  /** As "'z' is 0", or "'x' is 1 at element 2 of plate 'p'". */
  private static String phrase(
      Mapped value, Map<String, WorldSite> known, int h, int[] index, int events) {
    var own = value.hidden().get(h);
    WorldSite site = known.get(own.site()).get();
    StringBuilder text =
        new StringBuilder("%s is %s".formatted(site.phrase(), site.values().get(index[h])));
    for (int j = 0; j < own.at().size(); j++) {
      int at = own.at().get(j);
      int element = at >= 0 ? at : index[index.length + at + events];
      text.append(" at element %d of plate '%s'".formatted(element, site.home().get(j).plate()));
    }
    return text.toString();
  }

  /** The site whose density has the parameter, as the beginning of a sentence. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private String place(Tensor value) {
    for (Entry.Sampled entry : trace.sites()) {
      boolean other = !entry.site().isIndexSet() && entry.value() != value;
      if (other && Worlds.isIn(value, entry.logProb())) {
        return "Site '%s' in %s: ".formatted(entry.name(), entry.site().place().describe());
      }
    }
    return "";
  }
}
