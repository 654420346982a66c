package dev.merapi.laws.arbitrary;

import dev.merapi.laws.internal.Operation;
import dev.merapi.laws.internal.OperationSpec;
import dev.merapi.laws.internal.OperationSpec.Kind;
import dev.merapi.laws.internal.OperationSpec.Line;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small programs that compute with discrete values. */
public final class OperationSpecs {
  private OperationSpecs() {}

  /**
   * Programs with at most {@code most} assignments: a discrete site that would make more is
   * observed instead.
   */
  public static Arbitrary<OperationSpec> ofAssignments(int most) {
    return line()
        .list()
        .ofMinSize(3)
        .ofMaxSize(9)
        .map(lines -> repaired(lines, most))
        .filter(spec -> spec.assignments() > 1);
  }

  private static Arbitrary<Line> line() {
    Arbitrary<Kind> kind =
        Arbitraries.of(
            Kind.FLIP,
            Kind.FLIP,
            Kind.CHOICE,
            Kind.UNIT,
            Kind.PARTLY,
            Kind.DATUM,
            Kind.DATUM,
            Kind.VALUE,
            Kind.VALUE,
            Kind.VALUE,
            Kind.VALUE);
    return Combinators.combine(
            kind,
            Arbitraries.of(0, 1, 1, 2, 2, 3),
            Arbitraries.of(0, 0, 0, 1, 1, 2, 3),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(Operation.ALL),
            Arbitraries.doubles().between(-1, 1).ofScale(2))
        .as(Line::new);
  }

  private static OperationSpec repaired(List<Line> lines, int most) {
    List<Line> known = new ArrayList<>();
    for (Line line : lines) {
      known.add(line);
      if (new OperationSpec(known).assignments() > most) {
        known.removeLast();
        known.add(
            new Line(
                Kind.DATUM,
                line.plates(),
                line.first(),
                line.second(),
                line.operation(),
                line.number()));
      }
    }
    known.add(new Line(Kind.DATUM, 0, 0, 0, Operation.SUM, 0.1));
    return new OperationSpec(known);
  }
}
