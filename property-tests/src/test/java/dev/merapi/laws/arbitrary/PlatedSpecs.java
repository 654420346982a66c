package dev.merapi.laws.arbitrary;

import dev.merapi.laws.internal.PlatedSpec;
import dev.merapi.laws.internal.PlatedSpec.Kind;
import dev.merapi.laws.internal.PlatedSpec.Line;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small models with nested and crossed plates and partial masks. */
public final class PlatedSpecs {
  private PlatedSpecs() {}

  /**
   * Models of two to seven sites, some of them discrete, which have at most {@code most}
   * assignments. A discrete site that would make more is observed instead.
   */
  public static Arbitrary<PlatedSpec> ofAssignments(int most) {
    return line()
        .list()
        .ofMinSize(2)
        .ofMaxSize(7)
        .map(lines -> repaired(lines, most))
        .filter(spec -> spec.lines().stream().anyMatch(line -> line.kind().count() > 0));
  }

  /** Models in which two discrete sites in crossed plates meet, among other sites. */
  public static Arbitrary<PlatedSpec> crossed() {
    return Combinators.combine(line(), number(), line().list().ofMaxSize(3))
        .as(
            (seed, base, rest) -> {
              List<Line> lines = new ArrayList<>(rest);
              lines.add(new Line(Kind.FLIP, 1, List.of(), base, 1, 0, -1));
              lines.add(new Line(Kind.CHOICE, 2, List.of(), base, 1, 0, -1));
              List<Line> known = repaired(lines, Integer.MAX_VALUE).lines();
              List<Integer> both = List.of(lines.size() - 2, lines.size() - 1);
              List<Line> all = new ArrayList<>(known);
              all.add(new Line(Kind.DATUM, 3, both, base, 0.5, seed.at(), seed.mask()));
              return new PlatedSpec(all);
            });
  }

  /** Lines whose parents are any numbers: seeds of choices among the sites before them. */
  private static Arbitrary<Line> line() {
    Arbitrary<Kind> kind =
        Arbitraries.of(Kind.FLIP, Kind.FLIP, Kind.FLIP, Kind.CHOICE, Kind.GAUSS, Kind.DATUM);
    Arbitrary<List<Integer>> parents =
        Arbitraries.integers().between(0, 11).list().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(
            kind,
            Arbitraries.of(0, 1, 1, 2, 2, 3, 3, 3, 5, 6, 7),
            parents,
            number(),
            number(),
            number(),
            Arbitraries.integers().between(0, 63))
        .as(Line::new);
  }

  private static PlatedSpec repaired(List<Line> seeds, int most) {
    List<Line> lines = new ArrayList<>();
    double assignments = 1;
    for (Line seed : seeds) {
      double own = Math.pow(Math.max(1, seed.kind().count()), seed.elements());
      boolean few = assignments * own <= most;
      assignments *= few ? own : 1;
      lines.add(
          new Line(
              few ? seed.kind() : Kind.DATUM,
              seed.plates(),
              parents(seed, lines),
              seed.base(),
              seed.weight(),
              seed.at(),
              seed.mask()));
    }
    return new PlatedSpec(lines);
  }

  /** Latent sites in some of the plates of a line, by its numbers. */
  private static List<Integer> parents(Line seed, List<Line> before) {
    List<Integer> possible = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      boolean inside = (before.get(i).plates() & ~seed.plates()) == 0;
      if (inside && before.get(i).kind() != Kind.DATUM) {
        possible.add(i);
      }
    }
    return possible.isEmpty()
        ? List.of()
        : seed.parents().stream()
            .map(number -> possible.get(number % possible.size()))
            .distinct()
            .toList();
  }

  private static Arbitrary<Double> number() {
    return Arbitraries.of(-1.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.0);
  }
}
