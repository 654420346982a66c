package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Count;
import dev.merapi.infer.internal.sum.Crossed;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Uncounted;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The log-weights of a program that ran in one world, as factors over the values of its enumerated
 * sites.
 *
 * <p>A plate stays a plate as long as every density that has a site inside of it looks at one
 * element at a time. Where one looks at several, the site is as many variables as the plate has
 * elements, and so are the others that share a density with it in that plate.
 *
 * @param plain sites that depend on no enumerated one
 * @param pieces the log-weights of the others
 * @param sites the enumerated sites, and sums of them, by name
 * @param sums the sums that are variables
 */
record WorldFactors(
    Vector<Entry.Sampled> plain,
    Vector<Piece> pieces,
    Map<String, WorldSite> sites,
    Vector<PlateSum> sums) {

  /** How many combinations of values crossed plates may make. */
  private static final double TERMS = 1 << 16;

  /** Those of a run of which all enumerated sites are summed out. */
  static WorldFactors of(Trace trace, WorldSites known, Summing summing) {
    Vector<Entry.Sampled> plain = Vector.empty();
    Vector<Term> terms = Vector.empty();
    for (Entry.Sampled entry : FactorGraph.densities(trace)) {
      Tensor logDensity = known.logDensity(entry);
      if (known.reach(logDensity)) {
        terms = terms.append(new Term(Term.Role.INSIDE, entry.site(), logDensity));
      } else {
        plain = plain.append(entry);
      }
    }
    return of(plain, terms, known, summing);
  }

  /** Those of several log-weights. */
  static WorldFactors of(Vector<Term> terms, WorldSites known, Summing summing) {
    return of(Vector.empty(), terms, known, summing);
  }

  private static WorldFactors of(
      Vector<Entry.Sampled> plain, Vector<Term> terms, WorldSites known, Summing summing) {
    boolean guided = terms.exists(term -> term.role() != Term.Role.INSIDE);
    Worlds each = known.worlds();
    if (summing.scaling() == Scaling.COMMON && !guided) {
      PlateSums sums = PlateSums.in(terms.map(Term::logWeight), known, each);
      if (!sums.isEmpty()) {
        try {
          WorldFactors counted = of(plain, terms, known, sums, known.worlds(sums.nodes()));
          counted.requireCounted();
          return counted;
        } catch (Uncounted | ModelException both) {
          return of(plain, terms, known, PlateSums.NONE, known.worlds());
        }
      }
    }
    return of(plain, terms, known, PlateSums.NONE, each);
  }

  private static WorldFactors of(
      Vector<Entry.Sampled> plain,
      Vector<Term> terms,
      WorldSites known,
      PlateSums sums,
      Worlds worlds) {
    Map<String, WorldSite> sites = sums.and(known.all());
    Vector<Piece> pieces =
        terms.flatMap(
            term ->
                new WorldDensity(term.role(), term.site(), sites, worlds).pieces(term.logWeight()));
    return new WorldFactors(
            plain, pieces.appendAll(sums.sums().map(PlateSum::link)), sites, sums.sums())
        .unrolled(HashSet.empty())
        .uncrossed();
  }

  /** The sums at each element of the plates that they stand in; {@link Uncounted} if cut apart. */
  Vector<Count> counts() {
    return sums.flatMap(
        sum ->
            pieces
                .flatMap(Piece::copies)
                .filter(copy -> copy.site().equals(sum.part().name()))
                .distinct()
                .map(sum::count));
  }

  private void requireCounted() {
    Crossed.in(factors(Term.Role.INSIDE), summed(), counts())
        .forEach(
            crossed -> {
              throw crossed;
            });
  }

  /** With plates as variables where they cross with others, as long as that takes few terms. */
  private WorldFactors uncrossed() {
    WorldFactors now = this;
    while (true) {
      Option<Crossed> crossed =
          Crossed.in(now.factors(Term.Role.INSIDE), now.summed(), now.counts());
      if (crossed.isEmpty()) {
        return now;
      }
      now = now.unrolled(now.cheapest(crossed.get()));
    }
  }

  /** The sites and the plate whose elements as variables make the fewest combinations. */
  private Set<Tuple2<String, String>> cheapest(Crossed crossed) {
    Vector<Axis.Variable> sites = crossed.sites().toVector();
    Axis.Plate least =
        sites
            .flatMap(Axis.Variable::home)
            .distinct()
            .filter(plate -> !sites.forAll(site -> site.home().contains(plate)))
            .minBy(plate -> terms(plate, sites))
            .get();
    if (terms(least, sites) > TERMS) {
      throw crossed;
    }
    Set<String> names =
        sites.filter(site -> site.home().contains(least)).map(Axis.Variable::name).toSet();
    return pieces
        .flatMap(Piece::copies)
        .filter(copy -> names.contains(copy.name()))
        .map(copy -> new Tuple2<>(copy.site(), least.name()))
        .toSet();
  }

  private static double terms(Axis.Plate plate, Vector<Axis.Variable> sites) {
    double terms = 1;
    for (Axis.Variable site : sites.filter(site -> site.home().contains(plate))) {
      terms *= Math.pow(site.size(), plate.size());
    }
    return terms;
  }

  /**
   * With each site either at single elements of a plate everywhere, or nowhere; those of {@code
   * more}, by site and plate, at single elements.
   */
  private WorldFactors unrolled(Set<Tuple2<String, String>> more) {
    Set<Tuple2<String, String>> split = more.union(places(pieces));
    Vector<Piece> done = Vector.empty();
    Vector<Piece> open = pieces;
    while (!open.isEmpty()) {
      Vector<Piece> next = Vector.empty();
      for (Piece piece : open) {
        String plate = toSplit(piece, split);
        if (plate.isEmpty()) {
          done = done.append(piece);
        } else {
          next = next.appendAll(piece.split(plate, sites));
        }
      }
      Set<Tuple2<String, String>> found = places(next);
      if (!split.containsAll(found)) {
        split = split.union(found);
        next = next.appendAll(done);
        done = Vector.empty();
      }
      open = next;
    }
    return new WorldFactors(plain, done, sites, sums);
  }

  /** The sites that are at single elements, with the plates. */
  private static Set<Tuple2<String, String>> places(Vector<Piece> pieces) {
    return pieces
        .flatMap(Piece::copies)
        .flatMap(copy -> copy.elements().keySet().map(plate -> new Tuple2<>(copy.site(), plate)))
        .toSet();
  }

  /** A plate of which a site of the piece is at single elements elsewhere; empty if none. */
  private String toSplit(Piece piece, Set<Tuple2<String, String>> split) {
    for (Copy copy : piece.copies()) {
      WorldSite origin = sites.get(copy.site()).get();
      for (Axis.Plate plate : piece.plates()) {
        if (copy.isEachIn(plate.name(), origin)
            && split.contains(new Tuple2<>(copy.site(), plate.name()))) {
          return plate.name();
        }
      }
    }
    return "";
  }

  /** A sentence where a plate whose elements are variables each stands for a larger one. */
  void requireUnscaledWhereSplit() {
    for (Tuple2<String, String> place : places(pieces)) {
      WorldSite site = sites.get(place._1).get();
      site.home()
          .filter(frame -> frame.plate().equals(place._2) && frame.scale() != 1)
          .forEach(
              frame -> {
                throw new ModelException(
                    ("The elements of the enumerated site '%s' are looked at together in plate"
                            + " '%s', of which %d of %d take part, so that the plate has no product"
                            + " that could be raised to a power. Give the plate all its elements.")
                        .formatted(place._1, place._2, frame.size(), frame.fullSize()));
              });
    }
  }

  /** The factors that are for one thing. */
  Vector<Factor> factors(Term.Role role) {
    return pieces.filter(piece -> piece.role() == role).map(piece -> piece.factor(sites));
  }

  /** The factors of a guide's probabilities, by the variable whose values they weigh. */
  Map<String, Factor> proposals() {
    return LinkedHashMap.ofEntries(
        pieces
            .filter(piece -> piece.role() == Term.Role.PROPOSAL)
            .map(piece -> new Tuple2<>(piece.own().name(), piece.factor(sites))));
  }

  private Set<String> proposed() {
    return pieces
        .filter(piece -> piece.role() == Term.Role.PROPOSAL)
        .map(Piece::site)
        .distinct()
        .toLinkedSet();
  }

  /** The variables that are summed out: those that no guide proposes. */
  Set<Axis.Variable> summed() {
    Set<String> kept = proposed();
    return pieces
        .flatMap(Piece::copies)
        .filter(copy -> !kept.contains(copy.site()))
        .map(copy -> copy.variable(sites.get(copy.site()).get()))
        .distinct()
        .toLinkedSet();
  }

  /** The sites as they are drawn: each with the plates at whose elements it is a variable. */
  Map<String, Drawn> drawn(Trace trace) {
    Map<String, Set<String>> split = LinkedHashMap.empty();
    for (Copy copy : pieces.flatMap(Piece::copies)) {
      Set<String> before = split.getOrElse(copy.site(), LinkedHashSet.empty());
      split = split.put(copy.site(), before.union(copy.elements().keySet()));
    }
    Map<String, Set<String>> all = split;
    return sites
        .filterValues(site -> site.kind() != WorldSite.Kind.SUM)
        .map(
            (name, site) ->
                new Tuple2<>(
                    name,
                    new Drawn(
                        trace.sampled(name).get(),
                        site.values(),
                        site.home().map(f -> new Axis.Plate(f.plate(), f.size())),
                        all.getOrElse(name, LinkedHashSet.empty()))));
  }
}
