package dev.merapi.laws.internal.jqwik;

import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.Statement;
import dev.merapi.laws.Statement.Branch;
import dev.merapi.laws.Statement.Choose;
import dev.merapi.laws.Statement.Datum;
import dev.merapi.laws.Statement.Flip;
import dev.merapi.laws.Statement.Gauss;
import dev.merapi.laws.Statement.Repeat;
import dev.merapi.laws.Statement.Term;
import io.vavr.collection.Vector;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small models. */
public final class ModelSpecs {
  private ModelSpecs() {}

  /** Models with plates two deep, subsampled or not, and branches on what was drawn. */
  public static Arbitrary<ModelSpec> any() {
    return Arbitraries.oneOf(simple(), repeat(2, true), branch())
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(ModelSpec::new);
  }

  /** Models with whole plates two deep, without branches. */
  public static Arbitrary<ModelSpec> whole() {
    return Arbitraries.oneOf(simple(), repeat(2, false))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(ModelSpec::new);
  }

  /** Models of finitely many runs, each with the same sites unless there are branches. */
  public static Arbitrary<ModelSpec> finite() {
    return Arbitraries.oneOf(discrete(), evidence(), finiteBranch())
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(ModelSpec::new);
  }

  /** Models of finitely many runs, all with the same sites. */
  public static Arbitrary<ModelSpec> finiteBranchless() {
    return Arbitraries.oneOf(discrete(), evidence())
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(ModelSpec::new);
  }

  /** Models of discrete variables and evidence, with whole plates up to two deep. */
  public static Arbitrary<ModelSpec> finitePlated() {
    Arbitrary<Statement> flat = Arbitraries.oneOf(discrete(), evidence());
    Arbitrary<Statement> plate = finitePlate(flat);
    return Arbitraries.oneOf(flat, plate, finitePlate(Arbitraries.oneOf(flat, plate)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(ModelSpec::new);
  }

  /** Models of finitely many runs: a variable, a branch on it, and a plate after both. */
  public static Arbitrary<ModelSpec> finitePlateAfterBranch() {
    return Combinators.combine(
            discrete(), finiteBranch(), finitePlate(Arbitraries.oneOf(discrete(), evidence())))
        .as((first, branch, plate) -> new ModelSpec(List.of(first, branch, plate)));
  }

  private static Arbitrary<Statement> finitePlate(Arbitrary<Statement> inner) {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2), inner.list().ofMinSize(1).ofMaxSize(2))
        .as((size, body) -> (Statement) new Repeat(size, size, body));
  }

  /** A plate of {@code size} elements between two other statements. */
  public static Arbitrary<ModelSpec> onePlate(int size) {
    return Combinators.combine(simple(), simple().list().ofMinSize(1).ofMaxSize(3))
        .as((first, body) -> new ModelSpec(List.of(first, new Repeat(size, size, body), first)));
  }

  /** Models with a continuous variable, and whole plates of the given sizes, one in another. */
  public static Arbitrary<ModelSpec> continuous(List<Integer> sizes) {
    Arbitrary<Statement> flat = Arbitraries.oneOf(gauss(), evidence());
    Arbitrary<Statement> inner = plate(Arbitraries.of(1, 2, 5), flat);
    Arbitrary<Statement> outer = plate(Arbitraries.of(sizes), Arbitraries.oneOf(flat, inner));
    return Combinators.combine(gauss(), Arbitraries.oneOf(flat, outer).list().ofMaxSize(3))
        .as((first, rest) -> new ModelSpec(Vector.of(first).appendAll(rest).asJava()));
  }

  private static Arbitrary<Statement> plate(
      Arbitrary<Integer> size, Arbitrary<Statement> statement) {
    return Combinators.combine(size, statement.list().ofMinSize(1).ofMaxSize(3))
        .as((n, body) -> (Statement) new Repeat(n, n, body));
  }

  private static Arbitrary<Statement> simple() {
    return Arbitraries.oneOf(discrete(), evidence(), gauss());
  }

  private static Arbitrary<Statement> gauss() {
    return Combinators.combine(number(), parent(), number())
        .as((base, parent, weight) -> (Statement) new Gauss(base, parent, weight));
  }

  private static Arbitrary<Statement> discrete() {
    return Arbitraries.oneOf(
        Combinators.combine(number(), parent(), number())
            .as((base, parent, weight) -> (Statement) new Flip(base, parent, weight)),
        Combinators.combine(Arbitraries.integers().between(2, 3), number(), parent(), number())
            .as((k, base, parent, weight) -> (Statement) new Choose(k, base, parent, weight)));
  }

  private static Arbitrary<Statement> evidence() {
    return Arbitraries.oneOf(
        Combinators.combine(number(), number(), parent(), number())
            .as(
                (value, base, parent, weight) ->
                    (Statement) new Datum(value, base, parent, weight)),
        Combinators.combine(number(), parent(), number())
            .as((base, parent, weight) -> (Statement) new Term(base, parent, weight)));
  }

  private static Arbitrary<Statement> repeat(int depth, boolean subsampled) {
    Arbitrary<Statement> inner =
        depth == 1 ? simple() : Arbitraries.oneOf(simple(), repeat(depth - 1, subsampled));
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 3),
            inner.list().ofMinSize(1).ofMaxSize(3))
        .as(
            (size, chosen, body) ->
                (Statement) new Repeat(size, subsampled ? Math.min(size, chosen) : size, body));
  }

  private static Arbitrary<Statement> branch() {
    return Combinators.combine(parent(), bodies(simple()), bodies(simple()))
        .as((on, yes, no) -> (Statement) new Branch(on, yes, no));
  }

  private static Arbitrary<Statement> finiteBranch() {
    Arbitrary<Statement> inner = Arbitraries.oneOf(discrete(), evidence());
    return Combinators.combine(parent(), bodies(inner), bodies(inner))
        .as((on, yes, no) -> (Statement) new Branch(on, yes, no));
  }

  private static Arbitrary<List<Statement>> bodies(Arbitrary<Statement> statement) {
    return statement.list().ofMaxSize(2);
  }

  private static Arbitrary<Double> number() {
    return Arbitraries.of(-1.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.0);
  }

  private static Arbitrary<Integer> parent() {
    return Arbitraries.integers().between(0, 5);
  }
}
