package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Run;
import dev.merapi.effects.handler.Scale;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MonadLaws {
  private static final int MILLION = 1_000_000;

  @Provide
  Arbitrary<ModelSpec> specs() {
    return ModelSpecs.any();
  }

  @Property(tries = 100)
  void leftIdentity(@ForAll("specs") ModelSpec f) {
    MonadEquations.leftIdentity(
            List.of(Tensor.scalar(1)), (List<Tensor> known) -> f.after("b", known))
        .check();
  }

  @Property(tries = 100)
  void rightIdentity(@ForAll("specs") ModelSpec m) {
    MonadEquations.rightIdentity(m.toModel()).check();
  }

  @Property(tries = 100)
  void associativity(
      @ForAll("specs") ModelSpec m, @ForAll("specs") ModelSpec f, @ForAll("specs") ModelSpec g) {
    MonadEquations.associativity(
            m.toModel(), known -> f.after("b", known), known -> g.after("c", known))
        .check();
  }

  private static List<Tensor> joined(List<Tensor> first, List<Tensor> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  @Property(tries = 100)
  void comprehensionsAreBinds(
      @ForAll("specs") ModelSpec m, @ForAll("specs") ModelSpec n, @ForAll("specs") ModelSpec f) {
    Model<List<Tensor>> second = n.after("b", List.of());
    Model<List<Tensor>> third = n.after("d", List.of());
    MonadEquations.let(m.toModel(), second, (x, y) -> f.after("c", joined(x, y))).check();
    MonadEquations.let(
            m.toModel(), second, third, (x, y, z) -> f.after("c", joined(joined(x, y), z)))
        .check();
  }

  @Example
  void aMillionBindsNestedOnTheLeft() {
    Model<Integer> model = Models.pure(0);
    for (int i = 0; i < MILLION; i++) {
      model = model.flatMap(n -> Models.pure(n + 1));
    }
    assertEquals(MILLION, Run.run(Key.of(1), model));
  }

  @Example
  void aMillionBindsNestedOnTheRight() {
    assertEquals(MILLION, Run.run(Key.of(1), countTo(MILLION, 0)));
  }

  @Example
  void aMillionSitesUnderTwentyHandlers() {
    Model<Integer> model = sitesTo(MILLION / 20, 0);
    Rewrite handler = new Scale(2);
    for (int i = 0; i < 20; i++) {
      model = handler.on(model);
    }
    assertEquals(MILLION / 20, Run.run(Key.of(1), model));
  }

  @Example
  void recursionThatIsNotInTailPosition() {
    assertEquals(100_000, Run.run(Key.of(1), depth(100_000)));
  }

  @Example
  void aMillionTurnsOfAFold() {
    Model<Integer> sum =
        Models.fold(Vector.range(0, MILLION), 0, (total, i) -> Models.pure(total + i % 2));
    assertEquals(MILLION / 2, Run.run(Key.of(1), sum));
  }

  private static Model<Integer> countTo(int n, int i) {
    return i == n ? Models.pure(i) : Models.pure(i + 1).flatMap(next -> countTo(n, next));
  }

  private static Model<Integer> sitesTo(int n, int i) {
    return i == n
        ? Models.pure(i)
        : Models.observe("x" + i, normal(0, 1), 0).flatMap(_ -> sitesTo(n, i + 1));
  }

  private static Model<Integer> depth(int n) {
    return n == 0
        ? Models.pure(0)
        : Models.pure(n).flatMap(k -> depth(k - 1)).map(below -> below + 1);
  }
}
