package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.infer.internal.worlds.Inputs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Programs that run in one world, with a factor at each site of evidence that enumerated sites bear
 * on: ln of the ratio of the sums with it and without.
 */
public final class SummedOut {
  private static final Key FIXED = Key.of(0);

  private SummedOut() {}

  /** Marks sites of these names for enumeration. */
  public static Rewrite marks(Set<String> sites) {
    return site ->
        sites.contains(site.name()) && site.isLatent()
            ? site.inferred(infer -> infer.enumerate(new Enumeration.Parallel()))
            : site;
  }

  /** The sites of a program that can be summed out. */
  public static Set<String> sites(Model<?> model) {
    Set<String> sampled = new LinkedHashSet<>();
    while (true) {
      Search search = new Search(sampled);
      Settings quiet = Settings.current().validation(false);
      boolean found = quiet.in(() -> search.ends(OneWorld.MARKED.on(search.on(model))));
      if (found) {
        return search.summed;
      }
    }
  }

  /** A run that sums all it may, and learns from where it fails what it may not. */
  private static final class Search implements Rewrite {
    private final Set<String> sampled;
    private final Set<String> summed = new LinkedHashSet<>();

    Search(Set<String> sampled) {
      this.sampled = sampled;
    }

    @Override
    public Site site(Site site) {
      boolean possible =
          site.value() instanceof Value.Latent
              && !site.isIndexSet()
              && site.distribution().isEnumerable()
              && !sampled.contains(site.name());
      if (!possible) {
        return site;
      }
      summed.add(site.name());
      return site.inferred(infer -> infer.enumerate(new Enumeration.Parallel()));
    }

    /** Whether the run has got to its end; if not, there is one site more that is sampled. */
    <A> boolean ends(Model<A> model) {
      Model<A> rest = model;
      try {
        while (true) {
          switch (rest.step()) {
            case Pure<A> _ -> {
              return true;
            }
            case Param<A>(var parameter, var next) ->
                rest = next.apply(parameter.valueUnder(FIXED));
            case Plate<?, A> plate -> rest = Plates.vectorize(plate);
            case Sample<A>(Site site, var next) -> {
              if (site.value().toOptional().isEmpty() && !site.isIndexSet()) {
                Set<String> behind = behind(site);
                if (sampled.addAll(behind)) {
                  return false;
                }
              }
              rest =
                  next.apply(
                      site.value()
                          .toOptional()
                          .orElseGet(() -> site.distribution().sample(site.keyUnder(FIXED))));
            }
          }
        }
      } catch (SymbolicValueException looks) {
        List<String> last = new ArrayList<>(summed);
        if (last.isEmpty()) {
          throw looks;
        }
        sampled.add(last.getLast());
        return false;
      }
    }
  }

  private static Set<String> behind(Site site) {
    Shape shape = site.distribution().shape(Shape.SCALAR);
    Tensor inside = site.distribution().support().interior(shape).expand(shape);
    return Inputs.open(site.distribution().logDensity(inside));
  }

  /** The program with sums in place of its marked sites. */
  public static <A> Model<A> from(Model<A> marked) {
    return from(Vector.empty(), marked);
  }

  private static <A> Model<A> from(Vector<Summand> known, Model<A> model) {
    return switch (model.step()) {
      case Pure<A> end -> ended(known, end);
      case Param<A>(var parameter, var next) ->
          new Param<>(parameter, value -> from(known, next.apply(value)));
      case Plate<?, A> plate -> from(known, Plates.vectorize(plate));
      case Sample<A> sample -> at(known, sample);
    };
  }

  private static <A> Model<A> at(Vector<Summand> known, Sample<A> sample) {
    Site site = sample.site();
    Tensor value = site.value().toOptional().orElse(null);
    if (value == null || site.isIndexSet() || site.isHidden()) {
      return new Sample<>(site, draw -> from(known, sample.next().apply(draw)));
    }
    boolean computed = site.distribution() instanceof Certain point && !point.isFactor();
    Entry.Sampled entry = new Entry.Sampled(site, value);
    Summand own = Summand.of(known, entry, computed ? value : entry.unscaledLogProb());
    if (own.names().isEmpty()) {
      return new Sample<>(site, draw -> from(known, sample.next().apply(draw)));
    }
    if (computed) {
      return from(known, sample.next().apply(value));
    }
    if (Summand.isEnumerated(entry)) {
      return from(own.in(known), sample.next().apply(value));
    }
    Summand summed = own.summed();
    return Models.factor(site.name(), summed.total().minus(own.total()))
        .flatMap(_ -> from(summed.in(known), sample.next().apply(value)));
  }

  private static <A> Model<A> ended(Vector<Summand> known, Pure<A> end) {
    if (end.value() instanceof Tensor result) {
      Set<String> open = Inputs.open(result);
      Vector<String> behind = known.flatMap(Summand::names).filter(open::contains);
      if (!behind.isEmpty()) {
        throw new ModelException(
            "The program returns what depends on %s, which are summed out and have no value. Let it return something else, by map(…), or leave them to be sampled."
                .formatted(Phrases.quoted(behind.toJavaList())));
      }
    }
    return end;
  }

  /** What is sampled and what is summed, by a run under a fixed key. */
  public static String explain(Model<?> marked) {
    List<String> sampled = new ArrayList<>();
    Vector<Summand> sums = Settings.current().validation(false).in(() -> sums(marked, sampled));
    List<String> summed = sums.flatMap(Summand::names).toJavaList();
    return "sampled: %s%nsummed: %s%n%s"
        .formatted(
            String.join(", ", sampled),
            String.join(", ", summed),
            sums.map(Summand::explain).mkString("\n"));
  }

  private static <A> Vector<Summand> sums(Model<A> marked, List<String> sampled) {
    Vector<Summand> known = Vector.empty();
    Model<A> rest = marked;
    while (true) {
      switch (rest.step()) {
        case Pure<A> _ -> {
          return known;
        }
        case Param<A>(var parameter, var next) -> rest = next.apply(parameter.valueUnder(FIXED));
        case Plate<?, A> plate -> rest = Plates.vectorize(plate);
        case Sample<A>(Site site, var next) -> {
          boolean drawn = site.value().toOptional().isEmpty();
          Tensor value =
              site.value()
                  .toOptional()
                  .orElseGet(() -> site.distribution().sample(site.keyUnder(FIXED)));
          if (drawn && !site.isIndexSet() && !site.isHidden()) {
            sampled.add(site.name());
          } else if (!site.isIndexSet() && !site.isHidden() && !site.isComputed()) {
            Entry.Sampled entry = new Entry.Sampled(site, value);
            Summand own = Summand.of(known, entry, entry.unscaledLogProb());
            known = own.names().isEmpty() ? known : own.in(known);
          }
          rest = next.apply(value);
        }
      }
    }
  }
}
