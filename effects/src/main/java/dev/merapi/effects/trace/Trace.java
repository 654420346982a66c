package dev.merapi.effects.trace;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Place;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Run;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.MapView;
import dev.merapi.effects.internal.NameClash;
import dev.merapi.effects.internal.ShapeTable;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened at the visible sites of one run, in the order of the program; a persistent value.
 *
 * <p>Laws: {@code trace(m).map(Traced::value) = m}; {@code trace(replay(t) on m)} = t if t is a
 * trace of m. A trace records what the handlers inside of it have made of a site.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="trace"}
 */
public final class Trace {
  /** Nothing happened. */
  public static final Trace EMPTY = new Trace(LinkedHashMap.empty());

  private final LinkedHashMap<String, Entry> entries;

  /** The entries one after another, once somebody has asked for them. */
  private volatile @Nullable List<Entry> listed;

  private Trace(LinkedHashMap<String, Entry> entries) {
    this.entries = entries;
  }

  /** Sites and parameters by name, in order. */
  public Map<String, Entry> entries() {
    return new MapView<>(entries);
  }

  /** The same program, returning its trace as well. */
  public static <A> Model<Traced<A>> trace(Model<A> model) {
    return from(EMPTY, Plates.vectorize(model));
  }

  /**
   * The result and the trace of one run.
   *
   * @throws ModelException if names, shapes, plates or supports do not fit
   */
  public static <A> Traced<A> run(Key key, Model<A> model) {
    return Run.run(key, trace(model));
  }

  private static <A> Model<Traced<A>> from(Trace trace, Model<A> model) {
    return switch (model.step()) {
      case Pure<A>(A value) -> Models.pure(new Traced<>(trace, value));
      case Sample<A>(Site site, var next) ->
          new Sample<>(site, value -> from(trace.plus(site, value), next.apply(value)));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(parameter, value -> from(trace.plus(parameter, value), next.apply(value)));
      case Plate<?, A> plate -> from(trace, Plates.vectorize(plate));
    };
  }

  /**
   * This trace and a site after it, if it is visible; a sentence where the name is taken.
   *
   * @throws ModelException if the name is taken
   */
  public Trace plus(Site site, Tensor value) {
    if (site.isHidden()) {
      return this;
    }
    for (Entry other : entries.get(site.name())) {
      throw new ModelException(
          NameClash.site(
              site.name(),
              other instanceof Entry.Sampled,
              place(other).describe(),
              site.place().describe()));
    }
    return new Trace(entries.put(site.name(), new Entry.Sampled(site, value)));
  }

  /**
   * This trace and a parameter after it, if it is visible; declaring it again changes nothing.
   *
   * @throws ModelException if a site has the name
   */
  public Trace plus(Parameter parameter, Tensor value) {
    if (parameter.isHidden() || declared(parameter.name()).isPresent()) {
      return this;
    }
    sampled(parameter.name())
        .ifPresent(
            other -> {
              throw new ModelException(
                  NameClash.parameter(
                      parameter.name(),
                      other.site().place().describe(),
                      parameter.place().describe()));
            });
    return new Trace(entries.put(parameter.name(), new Entry.Declared(parameter, value)));
  }

  private static Place place(Entry entry) {
    return switch (entry) {
      case Entry.Sampled(Site site, _) -> site.place();
      case Entry.Declared(Parameter parameter, _) -> parameter.place();
    };
  }

  /** The site of this name. */
  public Optional<Entry.Sampled> sampled(String name) {
    return entries
        .get(name)
        .filter(Entry.Sampled.class::isInstance)
        .map(Entry.Sampled.class::cast)
        .toJavaOptional();
  }

  /** The parameter of this name. */
  public Optional<Entry.Declared> declared(String name) {
    return entries
        .get(name)
        .filter(Entry.Declared.class::isInstance)
        .map(Entry.Declared.class::cast)
        .toJavaOptional();
  }

  /** All sites, in order; index sets, factors and computed values among them. */
  public List<Entry.Sampled> sites() {
    List<Entry.Sampled> sites = new ArrayList<>();
    for (Entry entry : listed()) {
      if (entry instanceof Entry.Sampled sampled) {
        sites.add(sampled);
      }
    }
    return List.copyOf(sites);
  }

  private List<Entry> listed() {
    @Nullable List<Entry> known = listed;
    if (known == null) {
      List<Entry> all = new ArrayList<>(entries.size());
      entries.forEach((_, entry) -> all.add(entry));
      known = List.copyOf(all);
      listed = known;
    }
    return known;
  }

  private <T extends Entry> Stream<T> all(Class<T> kind) {
    return listed().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The latent variables, in order, without the index sets of plates. */
  public List<Entry.Sampled> latents() {
    return all(Entry.Sampled.class)
        .filter(entry -> entry.site().isLatent() && !entry.site().isIndexSet())
        .toList();
  }

  /** The parameters, in order. */
  public List<Entry.Declared> parameters() {
    return all(Entry.Declared.class).toList();
  }

  /**
   * The value at a name; a sentence where there is none.
   *
   * @throws ModelException if there is none
   */
  public Tensor value(String name) {
    return entries
        .get(name)
        .map(Entry::value)
        .getOrElseThrow(
            () ->
                new ModelException(
                    "This run has no site '%s'; it has %s. Is the name spelt as in the model, or the site hidden by a block?"
                        .formatted(name, entries.keySet().mkString("'", "', '", "'"))));
  }

  /** Σ over all sites and elements of their {@link Entry.Sampled#logProb}, shape []. */
  public Tensor logProbSum() {
    return all(Entry.Sampled.class)
        .filter(entry -> !entry.site().isIndexSet())
        .map(entry -> entry.logProb().sum())
        .reduce(Tensor::plus)
        .orElseGet(() -> Tensor.scalar(0));
  }

  /** The number of batch dims, from the right, that plates reach at any site. */
  public int depth() {
    return all(Entry.Sampled.class).mapToInt(entry -> entry.site().place().depth()).max().orElse(0);
  }

  /** What each enumerated dim belongs to at the last site that has it in sight. */
  public SortedMap<Integer, String> dims() {
    SortedMap<Integer, String> last = new TreeMap<>();
    sites().forEach(entry -> last.putAll(entry.site().place().dims()));
    return Collections.unmodifiableSortedMap(last);
  }

  /**
   * The table of shapes, aligned at the bar between batch and event dims: the parameters, then for
   * each site its distribution, its value and its log-probability.
   */
  public String formatShapes() {
    ShapeTable table = ShapeTable.EMPTY;
    for (Entry.Declared entry : parameters()) {
      table = table.parameter(entry.name(), entry.value().shape());
    }
    for (Entry.Sampled entry : sites()) {
      table = row(table, entry);
    }
    return table.text();
  }

  private static ShapeTable row(ShapeTable table, Entry.Sampled entry) {
    Distribution distribution = entry.site().distribution();
    return table.site(
        entry.name(),
        distribution.batchShape(),
        entry.site().isIndexSet() ? Shape.SCALAR : distribution.eventShape(),
        entry.value().shape(),
        Optional.of(entry.logProb().shape()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trace trace && entries.equals(trace.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.values().mkString("Trace(", ", ", ")");
  }
}
