package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Choosing;
import dev.merapi.infer.internal.sum.Components;
import dev.merapi.infer.internal.sum.Count;
import dev.merapi.infer.internal.sum.Elimination;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.internal.sum.Semiring;
import dev.merapi.infer.internal.sum.Summation;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * The joint density of an enumerated run: plain densities, and groups of densities in which
 * enumerated sites are summed out. Mask inside, scale outside of the sums; see {@link SiteFactor}.
 *
 * @param plain sites that depend on nothing that is summed out
 * @param groups the others, by the variables that they share
 * @param enumerated the sites summed out, by name
 */
public record FactorGraph(
    Vector<Entry.Sampled> plain, Vector<Group> groups, Map<String, Drawn> enumerated) {

  /** All enumerated sites of a trace are summed out. */
  public static FactorGraph of(Trace trace) {
    return of(trace, Summing.EXACT);
  }

  /** All enumerated sites of a trace are summed out, with this treatment of scales. */
  public static FactorGraph of(Trace trace, Scaling scaling) {
    return of(trace, Summing.EXACT.with(scaling));
  }

  /** All enumerated sites of a trace are summed out in this way. */
  public static FactorGraph of(Trace trace, Summing summing) {
    WorldSites worlds = WorldSites.of(trace);
    return worlds.isEmpty() ? laid(trace, summing) : inOneWorld(trace, worlds, summing);
  }

  private static FactorGraph inOneWorld(Trace trace, WorldSites sites, Summing summing) {
    WorldFactors known = WorldFactors.of(trace, sites, summing);
    Vector<Site> entries = densities(trace).map(Entry.Sampled::site);
    return new FactorGraph(known.plain(), groups(known, entries, summing), known.drawn(trace));
  }

  /** The sums over the variables that no guide proposes, of the densities of these sites. */
  static Vector<Group> groups(WorldFactors known, Vector<Site> sites, Summing summing) {
    if (summing.scaling() == Scaling.PLATEWISE) {
      known.requireUnscaledWhereSplit();
    }
    return groups(known.factors(Term.Role.INSIDE), known.summed(), known.counts(), sites, summing);
  }

  private static Vector<Group> groups(
      Vector<Factor> factors,
      Set<Axis.Variable> variables,
      Vector<Count> counts,
      Vector<Site> sites,
      Summing summing) {
    Map<String, Vector<Site>> named = sites.groupBy(Site::name);
    return Components.of(factors, variables, counts)
        .map(
            group ->
                new CommonScale(
                        group.flatMap(Factor::sites).distinct().flatMap(named::get).flatMap(s -> s),
                        summing)
                    .group(group, variables, counts));
  }

  /** A run whose sites are laid out by a handler. */
  private static FactorGraph laid(Trace trace, Summing summing) {
    Map<String, Axis.Variable> summed = Variables.summed(trace);
    Vector<Entry.Sampled> dense = densities(trace);
    Tuple2<Vector<Entry.Sampled>, Vector<Entry.Sampled>> parts =
        dense.partition(entry -> new SiteFactor(entry, summed).isEnumerated());
    Vector<Entry.Sampled> inside = parts._1;
    Vector<Site> sites = inside.map(Entry.Sampled::site);
    Vector<Factor> factors = inside.map(entry -> new SiteFactor(entry, summed).inside());
    return new FactorGraph(
        parts._2,
        groups(factors, HashSet.ofAll(summed.values()), Vector.empty(), sites, summing),
        Vector.ofAll(trace.sites())
            .filter(entry -> summed.containsKey(entry.name()))
            .toLinkedMap(Entry.Sampled::name, Drawn::whole));
  }

  /** The sites that add to the density. */
  public static Vector<Entry.Sampled> densities(Trace trace) {
    return Vector.ofAll(trace.sites()).filter(entry -> hasDensity(entry.site()));
  }

  /** Whether the site adds to the density: index sets and computed values do not. */
  private static boolean hasDensity(Site site) {
    return !site.isIndexSet()
        && !(site.distribution() instanceof Certain point && !point.isFactor());
  }

  /** The names of the sites whose densities stand inside of a sum. */
  public Set<String> tied() {
    return groups.flatMap(Group::factors).flatMap(Factor::sites).toSet();
  }

  /** The sums alone that have one of these sites in them. */
  public FactorGraph having(Set<String> sites) {
    return new FactorGraph(
        plain,
        groups.filter(
            group -> group.factors().exists(factor -> factor.sites().exists(sites::contains))),
        enumerated);
  }

  /** ln Σ over the enumerated sites of the densities that depend on them, scaled; shape []. */
  public Tensor logSum() {
    return sums().map(factor -> factor.table().sum()).fold(Tensor.scalar(0), Tensor::plus);
  }

  /** The sums as factors over plates and the enumerated sites that are kept, scaled. */
  public Vector<Factor> sums() {
    return groups.flatMap(Group::sums);
  }

  /** ln p of the whole run, with the enumerated sites summed out; shape []. */
  public Tensor logDensity() {
    return plain.map(entry -> entry.logProb().sum()).fold(logSum(), Tensor::plus);
  }

  /** The tables by which the enumerated sites are drawn, given everything else. */
  public Conditionals conditionals() {
    return conditionals(Semiring.SUM);
  }

  private Conditionals conditionals(Semiring ring) {
    return new Conditionals(eliminations(ring).flatMap(Elimination::steps), enumerated);
  }

  private Vector<Elimination> eliminations(Semiring ring) {
    return groups.map(group -> group.elimination(ring));
  }

  /** An exact draw of all enumerated sites given everything else: name → value, [B.. E..]. */
  public Map<String, Tensor> draw(Key key) {
    return conditionals().draw(key);
  }

  /** The most probable values of all enumerated sites together, given everything else. */
  public Map<String, Tensor> mode() {
    return conditionals(Semiring.MAX).choose(Choosing.MODE);
  }

  /**
   * The probability of each value of each enumerated site given everything else: name → [B.., K],
   * where B has the plates of the site.
   */
  public Map<String, Tensor> marginals() {
    Map<String, Tensor> tables = groups.map(Marginals::of).fold(LinkedHashMap.empty(), Map::merge);
    return enumerated.map((name, site) -> new Tuple2<>(name, site.spread(tables, 1)));
  }

  /**
   * What is summed, in what order, over which tables: one line a variable or a chain; then why
   * chains were not summed as loops.
   */
  public String explain() {
    Vector<Elimination> sums = eliminations(Semiring.SUM);
    return sums.flatMap(Elimination::steps)
        .map(Summation::toString)
        .appendAll(sums.flatMap(Elimination::notes))
        .append("%.0f entries in all".formatted(cost()))
        .mkString("\n");
  }

  /** The number of table entries that are summed: proportional to the time it takes. */
  public double cost() {
    return eliminations(Semiring.SUM)
        .flatMap(Elimination::steps)
        .map(Summation::cost)
        .sum()
        .doubleValue();
  }
}
