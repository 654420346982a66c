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
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Set;

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
    return NONE.and(trace, Option.none());
  }

  /** Those of a run of a guide under a key, which may draw sites several times. */
  public static WorldSites of(Trace guide, Key key) {
    return NONE.and(guide, Option.some(key));
  }

  /** These, and those of a run that follows. */
  public WorldSites and(Trace trace) {
    return and(trace, Option.none());
  }

  private WorldSites and(Trace trace, Option<Key> key) {
    WorldSites known = this;
    for (Entry.Sampled entry : trace.latents()) {
      if (entry.value() instanceof Symbolic.Input input
          && (isMarked(entry.site()) || key.isDefined())
          && !known.has(entry.name())) {
        WorldSites before = known;
        known = known.world(entry.site(), input, key).map(before::plus).getOrElse(before);
      }
    }
    return known;
  }

  private static boolean isMarked(Site site) {
    return site.place().dims().isEmpty()
        && site.infer()
            .enumerate()
            .filter(how -> !(how instanceof Enumeration.Sequential))
            .isPresent();
  }

  WorldSites plus(WorldSite site) {
    return new WorldSites(all.put(site.name(), site));
  }

  /** Without those of others. */
  public WorldSites minus(WorldSites others) {
    return new WorldSites(all.removeAll(others.all.keySet()));
  }

  /** Whether an expression is made with one of them. */
  public boolean reach(Tensor expression) {
    for (Tensor node : Dependencies.inOrder(expression, Set.of())) {
      if (node instanceof Symbolic.Input input && isSite(input)) {
        return true;
      }
    }
    return false;
  }

  /** The names of those that an expression is made with. */
  public Vector<String> behind(Tensor expression) {
    return Vector.ofAll(Dependencies.inOrder(expression, Set.of()))
        .filter(Symbolic.Input.class::isInstance)
        .map(Symbolic.Input.class::cast)
        .filter(this::isSite)
        .map(Symbolic.Input::name);
  }

  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private boolean isSite(Symbolic.Input input) {
    return all.get(input.name()).exists(site -> site.input() == input);
  }

  /**
   * The log-probability of a site of a run, masked and not scaled. That of an enumerated site
   * itself is not masked, or each of its values would count 1, and it is different for each.
   */
  Tensor logDensity(Entry.Sampled entry) {
    Option<WorldSite> own = all.get(entry.name()).filter(WorldSite::isVariable);
    if (own.isEmpty()) {
      return entry.unscaledLogProb();
    }
    Distribution distribution = entry.site().distribution();
    Tensor logDensity =
        distribution.isEnumerable()
            ? distribution.logProbInside(entry.value())
            : distribution.logProb(entry.value());
    return own.get().isIn(logDensity) ? logDensity : logDensity.plus(own.get().zero());
  }

  /** ln of the probability of each value of a site: 1/n for each of n draws. */
  Tensor probability(Entry.Sampled entry) {
    WorldSite own = all.get(entry.name()).get();
    return own.kind() == WorldSite.Kind.DRAWS
        ? own.zero().minus(Math.log(own.values().size(0)))
        : logDensity(entry);
  }

  /** The sites that are variables, in the order of the program. */
  Vector<WorldSite> variableSites() {
    return all.values().filter(WorldSite::isVariable).toVector();
  }

  /** Why a site has several values; none if it has one. */
  public Option<WorldSite.Kind> kind(String site) {
    return all.get(site).map(WorldSite::kind);
  }

  /** Whether a site of this name has several values. */
  public boolean has(String site) {
    return all.containsKey(site);
  }

  /** What the program goes on with, by name. */
  public Map<String, Tensor> inputs() {
    return all.mapValues(WorldSite::input);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Expressions in all worlds. */
  Worlds worlds() {
    return new Worlds(variables());
  }

  /** As {@link #worlds()}, where some expressions are known too. */
  Worlds worlds(IdentityHashMap<Tensor, Mapped> others) {
    IdentityHashMap<Tensor, Mapped> variables = variables();
    variables.putAll(others);
    return new Worlds(variables);
  }

  private IdentityHashMap<Tensor, Mapped> variables() {
    IdentityHashMap<Tensor, Mapped> variables = new IdentityHashMap<>();
    all.values().forEach(site -> variables.put(site.input(), site.mapped()));
    return variables;
  }

  /** A site in all its worlds, if it is to be enumerated or, under a key, drawn several times. */
  Option<WorldSite> world(Site site, Symbolic.Input input, Option<Key> key) {
    if (site.infer().enumerate().orElse(null) instanceof Enumeration.Draws(int count)) {
      Key known = key.getOrElseThrow(() -> Variables.manyDraws(site));
      Distribution distribution = site.distribution();
      Distribution many = distribution.expand(Shape.of(count).append(distribution.batchShape()));
      return Option.some(WorldSite.drawn(site, input, draw(site, many, known)));
    }
    Option<WorldSite> enumerated =
        values(site).map(values -> WorldSite.enumerated(site, input, values));
    return enumerated.orElse(() -> key.flatMap(known -> drawn(site, input, known)));
  }

  private Option<WorldSite> drawn(Site site, Symbolic.Input input, Key key) {
    boolean alike = isEmpty() || !reach(site.distribution().sample(site.keyUnder(key)));
    return Option.when(
        !alike, () -> WorldSite.drawnOnce(site, input, draw(site, site.distribution(), key)));
  }

  private Mapped draw(Site site, Distribution distribution, Key key) {
    Mapped draw =
        new WorldDraw(distribution, site.keyUnder(key)).in(variables(), WorldDensity.joint());
    boolean flows = site.infer().pathwise().orElse(site.distribution().reparametrised());
    return flows ? draw : new Mapped(draw.hidden(), draw.shape(), StopGradient.of(draw.stored()));
  }

  /** What the values of a site can be, [K, E..], if it is to be enumerated. */
  private Option<Tensor> values(Site site) {
    Distribution distribution = site.distribution();
    if (isMarked(site) && distribution.isEnumerable()) {
      WorldSite.requireInPlates(site);
      Tensor support = distribution.enumerateSupport(false);
      return Option.some(
          support.reshape(Shape.of(support.size(0)).append(distribution.eventShape())));
    }
    boolean open =
        site.infer().enumerate().filter(how -> !(how instanceof Enumeration.Parallel)).isEmpty();
    if (open && distribution.support() instanceof WholeNumberBetween(var low, var high)) {
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
      return numbers(worlds(), tensor);
    } catch (Coupled large) {
      try {
        return numbers(worlds(PlateSums.in(Vector.of(tensor), this).nodes()), tensor);
      } catch (Coupled still) {
        return Option.none();
      }
    }
  }

  private static Option<Dense> numbers(Worlds worlds, Tensor tensor) {
    return worlds.of(tensor, Limit.joint(MOST)).stored() instanceof Dense dense
        ? Option.some(dense)
        : Option.none();
  }
}
