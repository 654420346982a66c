package dev.merapi.laws.extension;

import dev.merapi.effects.Handler;
import dev.merapi.effects.Models;
import dev.merapi.effects.Plates;
import dev.merapi.laws.Equation;
import dev.merapi.laws.ModelEquations;
import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.Statement.Choose;
import dev.merapi.laws.Statement.Datum;
import dev.merapi.laws.Statement.Flip;
import dev.merapi.laws.Statement.Gauss;
import dev.merapi.laws.Statement.Repeat;
import dev.merapi.laws.Statement.Term;
import dev.merapi.laws.verify.Check;
import dev.merapi.laws.verify.Outcome;
import java.util.List;
import java.util.function.Function;

/** The laws of a handler that keeps the type of a program's result. */
final class HandlerEquations {
  private static final List<ModelSpec> PROGRAMS =
      List.of(
          new ModelSpec(List.of()),
          new ModelSpec(List.of(new Gauss(0.5, 0, 1), new Datum(1, 0, 0, 2))),
          new ModelSpec(
              List.of(
                  new Gauss(0, 0, 0),
                  new Repeat(3, 3, List.of(new Gauss(0, 0, 1), new Datum(0.5, 0, 1, 1))),
                  new Term(0.1, 0, 1))),
          new ModelSpec(
              List.of(
                  new Flip(0.2, 0, 0),
                  new Choose(3, 0, 0, 1),
                  new Repeat(4, 2, List.of(new Flip(0, 1, 1))))));

  private HandlerEquations() {}

  static List<Check> all(Handler handler) {
    return List.of(
        check(
            "unit",
            "a handler that adds to programs without sites",
            m -> ModelEquations.same(handler.on(Models.pure(m)), Models.pure(m))),
        check(
            "morphism",
            "a handler that is another around a whole than around its parts",
            m ->
                ModelEquations.same(
                    handler.on(m.toModel().flatMap(known -> m.after("b", known))),
                    handler.on(m.toModel()).flatMap(known -> handler.on(m.after("b", known))))),
        check(
            "plates",
            "a handler that is another inside of plates",
            m ->
                ModelEquations.same(
                    Plates.vectorize(handler.on(m.toModel())),
                    handler.on(Plates.vectorize(m.toModel())))),
        check(
            "state",
            "a handler that remembers",
            m -> ModelEquations.same(handler.on(m.toModel()), handler.on(m.toModel()))));
  }

  private static Check check(String name, String sees, Function<ModelSpec, Equation> law) {
    return Check.exact(
        name,
        sees,
        "programs unlike %d small ones".formatted(PROGRAMS.size()),
        (_, _) -> {
          for (ModelSpec program : PROGRAMS) {
            Equation equation = law.apply(program);
            if (!equation.holds()) {
              return new Outcome.Failed(
                  "For the program %s one side is %s and the other %s."
                      .formatted(program, equation.left(), equation.right()));
            }
          }
          return new Outcome.Passed("%d programs".formatted(PROGRAMS.size()));
        });
  }
}
