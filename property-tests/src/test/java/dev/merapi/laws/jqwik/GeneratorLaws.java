package dev.merapi.laws.jqwik;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.ModelSpec;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is generated is what was asked for. */
class GeneratorLaws {
  @Provide
  Arbitrary<Shape> shapes() {
    return Generators.shapes(3, 4);
  }

  @Provide
  Arbitrary<Tensor> simplices() {
    return Generators.tensors(Constraints.simplex(), Shape.of(2, 3));
  }

  @Provide
  Arbitrary<Map<String, Tensor>> counts() {
    return Generators.draws(let(sample("a", normal(0, 1)), a -> observe("y", poisson(a.exp()), 3)));
  }

  @Property(tries = 50)
  void shapesAreSmall(@ForAll("shapes") Shape shape) {
    assertTrue(shape.rank() <= 3 && shape.count() <= 64, shape::toString);
  }

  @Property(tries = 50)
  void tensorsLieInTheirConstraint(@ForAll("simplices") Tensor x) {
    assertEquals(Shape.of(2, 3), x.shape());
    assertEquals(1, Constraints.simplex().check(x).min().item());
  }

  @Property(tries = 20)
  void dataAreDrawnAnew(@ForAll("counts") Map<String, Tensor> draw) {
    assertEquals(Set.of("a", "y"), draw.keySet());
    assertTrue(draw.get("y").ge(0).min().item() == 1);
  }

  /** Found by their types. */
  @Property(tries = 20)
  void keysShapesAndProgramsNeedNoProvider(
      @ForAll Key key, @ForAll Shape shape, @ForAll ModelSpec program) {
    assertTrue(shape.rank() <= 3);
    assertEquals(
        Trace.run(key, program.toModel()).trace().logProbSum(),
        Trace.run(key, program.toModel()).trace().logProbSum());
  }
}
