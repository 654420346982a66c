package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.saved.SavedModel;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Programs of any kind, written and read, have the values and gradients of the program. */
class SavedProgramLaws {
  @Provide
  Arbitrary<ModelSpec> models() {
    return ModelSpecs.continuous(List.of(1, 3, 17, 40, 300));
  }

  @Property(tries = 60)
  void whatIsReadHasTheBitsOfTheProgram(@ForAll("models") ModelSpec spec) {
    Potential program = LogDensity.of(spec.toModel()).potential();
    SavedModel saved = SavedModel.of(SavedModel.of(spec.toModel()).bytes());
    Potential read = saved.potential();
    int n = program.dimension();
    double[] position = new double[n];
    Draws.normal(Key.of(1), position, 0, n);
    double[] expected = new double[n];
    double[] found = new double[n];
    assertEquals(
        program.logDensityAndGradient(position, expected),
        read.logDensityAndGradient(position, found));
    assertArrayEquals(expected, found);
  }
}
