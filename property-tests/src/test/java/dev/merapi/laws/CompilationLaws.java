package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.infer.LogDensity;
import dev.merapi.laws.internal.CompilationEquations;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.plan.Unrolling;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CompilationLaws {
  @Provide
  Arbitrary<ModelSpec> models() {
    return ModelSpecs.continuous(List.of(1, 3, 17, 40, 300));
  }

  @Property(tries = 60)
  void generatedCodeIsTheInterpreter(
      @ForAll("models") ModelSpec m, @ForAll @IntRange(max = 9) int seed) {
    LogDensity density = LogDensity.of(m.toModel());
    double[] position = position(density, seed);
    for (Unrolling unrolling : List.of(Unrolling.STANDARD, Unrolling.ALWAYS, Unrolling.NEVER)) {
      CompilationEquations.compiled(density, unrolling, position).check();
    }
  }

  @Property(tries = 60)
  void gradientsAreDifferences(@ForAll("models") ModelSpec m, @ForAll @IntRange(max = 9) int seed) {
    LogDensity density = LogDensity.of(m.toModel());
    assertEquals(0, CompilationEquations.gradientDefect(density, position(density, seed)), 1e-6);
  }

  private static double[] position(LogDensity density, int seed) {
    double[] position = new double[density.dimension()];
    Draws.normal(Key.of(seed), position, 0, position.length);
    return position;
  }
}
