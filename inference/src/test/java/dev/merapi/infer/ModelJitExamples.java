package dev.merapi.infer;

import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.pure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A compiled model is traced once for each shape, takes parameters by name, and refuses ones it
 * does not know.
 */
final class ModelJitExamples {
  private final AtomicInteger runs = new AtomicInteger();

  private Model<Tensor> line(List<Tensor> arguments) {
    runs.incrementAndGet();
    return param("slope", Tensor.scalar(2))
        .flatMap(
            slope ->
                param("level", Tensor.scalar(1))
                    .map(level -> arguments.getFirst().times(slope).plus(level).sum()));
  }

  @Test
  void parametersAreFoundAtTheFirstCallAndGivenByName() {
    ModelJit jit = ModelJit.of(this::line, Key.of(1));
    assertEquals(2 * 6 + 3, jit.apply(Map.of(), List.of(Tensor.of(1, 2, 3))).item());
    assertEquals(
        5 * 6 + 3,
        jit.apply(Map.of("slope", Tensor.scalar(5)), List.of(Tensor.of(1, 2, 3))).item());
  }

  @Test
  void theModelRunsAgainOnlyForOtherShapes() {
    ModelJit jit = ModelJit.of(this::line, Key.of(1));
    Tensor unused = jit.apply(Map.of(), List.of(Tensor.of(1, 2, 3)));
    int traced = runs.get();
    assertEquals(unused.item() + 6, jit.apply(Map.of(), List.of(Tensor.of(2, 3, 4))).item());
    assertEquals(traced, runs.get());
    assertEquals(7, jit.apply(Map.of(), List.of(Tensor.of(3))).item());
    assertTrue(runs.get() > traced);
  }

  @Test
  void anUnknownParameterIsNamed() {
    ModelJit jit = ModelJit.of(this::line, Key.of(1));
    ModelException error =
        assertThrows(
            ModelException.class,
            () -> jit.apply(Map.of("slop", Tensor.scalar(1)), List.of(Tensor.of(1))));
    assertTrue(error.getMessage().contains("'slop'") && error.getMessage().contains("slope"));
  }

  @Test
  void aParameterOfALaterCallIsRefused() {
    ModelJit jit =
        ModelJit.of(
            arguments ->
                arguments.getFirst().size(0) == 1
                    ? pure(arguments.getFirst().sum())
                    : param("late", Tensor.scalar(1))
                        .map(late -> late.plus(arguments.getFirst().sum())),
            Key.of(1));
    assertEquals(3, jit.apply(Map.of(), List.of(Tensor.of(3))).item());
    ModelException error =
        assertThrows(ModelException.class, () -> jit.apply(Map.of(), List.of(Tensor.of(3, 4))));
    assertTrue(error.getMessage().contains("'late'"), error.getMessage());
  }

  @Test
  void whatItBecameCanBeLookedAt() {
    ModelJit jit = ModelJit.of(this::line, Key.of(1));
    var compiled = jit.compiled(Map.of(), List.of(Tensor.of(1, 2, 3)));
    assertTrue(compiled.codeSize() > 0);
    assertTrue(compiled.plan().toString().contains("straight-line"), compiled.plan().toString());
  }
}
