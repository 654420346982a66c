package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Network;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Run;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
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
  private static final Key KEY = Key.of(1);

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
    ModelJit jit = ModelJit.of(this::line);
    assertEquals(2 * 6 + 3, jit.apply(KEY, Map.of(), List.of(Tensor.of(1, 2, 3))).item());
    assertEquals(
        5 * 6 + 3,
        jit.apply(KEY, Map.of("slope", Tensor.scalar(5)), List.of(Tensor.of(1, 2, 3))).item());
  }

  @Test
  void theModelRunsAgainOnlyForOtherShapes() {
    ModelJit jit = ModelJit.of(this::line);
    Tensor unused = jit.apply(KEY, Map.of(), List.of(Tensor.of(1, 2, 3)));
    int traced = runs.get();
    assertEquals(unused.item() + 6, jit.apply(KEY, Map.of(), List.of(Tensor.of(2, 3, 4))).item());
    assertEquals(traced, runs.get());
    assertEquals(7, jit.apply(KEY, Map.of(), List.of(Tensor.of(3))).item());
    assertTrue(runs.get() > traced);
  }

  @Test
  void anUnknownParameterIsNamed() {
    ModelJit jit = ModelJit.of(this::line);
    ModelException error =
        assertThrows(
            ModelException.class,
            () -> jit.apply(KEY, Map.of("slop", Tensor.scalar(1)), List.of(Tensor.of(1))));
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
                        .map(late -> late.plus(arguments.getFirst().sum())));
    assertEquals(3, jit.apply(KEY, Map.of(), List.of(Tensor.of(3))).item());
    ModelException error =
        assertThrows(
            ModelException.class, () -> jit.apply(KEY, Map.of(), List.of(Tensor.of(3, 4))));
    assertTrue(error.getMessage().contains("'late'"), error.getMessage());
  }

  @Test
  void whatItBecameCanBeLookedAt() {
    ModelJit jit = ModelJit.of(this::line);
    String text = jit.explain(KEY, Map.of(), List.of(Tensor.of(1, 2, 3)));
    assertTrue(text.contains("straight-line"), text);
    assertTrue(text.matches("(?s).* [1-9][0-9]+ bytes of code"), text);
  }

  /**
   * Draws and a key of the program's own, with the bits of a run, for keys that were not traced.
   */
  @Test
  void whatIsDrawnIsAFunctionOfTheKey() {
    Model<Tensor> program =
        sample("x", poisson(Tensor.of(3, 50)).toEvent(1))
            .flatMap(
                x ->
                    Models.key("order")
                        .map(key -> x.plus(normal(0, 1).sample(key)).plus(x.exp().log())));
    ModelJit jit = ModelJit.of(_ -> program);
    for (int i = 0; i < 20; i++) {
      Key key = KEY.fold(i);
      assertEquals(Run.run(key, program), jit.apply(key, Map.of(), List.of()));
    }
  }

  @Test
  void aParameterThatIsFirstSeenUnderATracedKeyIsNotDrawnInEveryCall() {
    Parameter random = Network.linear(2, 1).parameters().getFirst();
    Key traced = Key.ofWords(Symbolic.Input.of("the key", Shape.of(4)));
    ModelException error = assertThrows(ModelException.class, () -> random.valueUnder(traced));
    assertTrue(error.getMessage().contains("the key"), error.getMessage());
  }
}
