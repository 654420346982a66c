package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A choice is the chosen computation, in value and gradient, whether the condition is known or
 * computed.
 */
final class ChoiceLaws {
  /** x · Σw if x is positive, else eˣ. */
  private static Tensor chosen(Tensor x, Tensor weights) {
    return Choice.between(
        x.gt(0),
        List.of(x),
        operands -> operands.getFirst().times(weights.sum()),
        operands -> operands.getFirst().exp());
  }

  @Test
  void aKnownConditionChoosesAtOnce() {
    Tensor weights = Tensor.of(1, 2);
    assertEquals(Tensor.scalar(6), chosen(Tensor.scalar(2), weights));
    assertEquals(Tensor.scalar(-2).exp(), chosen(Tensor.scalar(-2), weights));
  }

  @Test
  void aComputedConditionChoosesInTheGraph() {
    Symbolic.Input x = Symbolic.Input.of("x", Shape.SCALAR);
    Symbolic.Input w = Symbolic.Input.of("w", Shape.of(2));
    Tensor value = chosen(x, w);
    List<Tensor> gradients = Gradient.of(value, List.of(x, w));
    Graph graph = Graph.of(List.of(x, w), List.of(value, gradients.get(0), gradients.get(1)));
    for (double point : new double[] {2, -2}) {
      double[][] arguments = {{point}, {1, 2}};
      double[][] interpreted = {new double[1], new double[1], new double[2]};
      double[][] compiled = {new double[1], new double[1], new double[2]};
      Interpreter.of(graph).run(arguments, interpreted);
      Compiled.of(graph).run(arguments, compiled);
      double exponential = Tensor.scalar(point).exp().item();
      assertEquals(point > 0 ? 6 : exponential, interpreted[0][0]);
      assertEquals(point > 0 ? 3 : exponential, interpreted[1][0]);
      assertEquals(point > 0 ? point : 0, interpreted[2][1]);
      for (int i = 0; i < 3; i++) {
        assertEquals(Tensor.of(interpreted[i]), Tensor.of(compiled[i]));
      }
    }
  }

  @Test
  void onlyOneNumberCanChoose() {
    Symbolic.Input x = Symbolic.Input.of("x", Shape.of(2));
    String message =
        String.valueOf(assertThrows(ShapeException.class, () -> chosen(x, x)).getMessage());
    assertTrue(message.contains("where(…) chooses element by element"), message);
  }
}
