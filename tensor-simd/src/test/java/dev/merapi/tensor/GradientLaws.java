package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The reverse pass by graph = by recording = central differences, and graphs hold no expression
 * twice.
 */
final class GradientLaws {
  private static final Tensor WEIGHTS = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 7}});

  private static final List<Function<Tensor, Tensor>> FUNCTIONS =
      List.of(
          x -> x.exp().sum(),
          x -> WEIGHTS.matmul(x).square().sum().log(),
          x -> x.unsqueeze(1).times(Tensor.of(1, 2)).logSumExp(),
          x -> x.get(Tensor.of(2, 0, 2, 2)).times(Tensor.of(1, 2, 3, 4)).tanh().sum(),
          x -> Tensor.where(x.gt(0), x.square(), x.sin()).sum(),
          x ->
              x.unsqueeze(0)
                  .times(x.unsqueeze(1))
                  .plus(Tensor.eye(3).times(2))
                  .cholesky()
                  .diagonal()
                  .log()
                  .sum(),
          x -> WEIGHTS.div(x.square().plus(1)).sum(0).max().plus(x.softplus().mean()),
          x -> Tensor.concat(0, x.slice(0, 1, 3), x.flip(0)).pad(0, 1, 1).sigmoid().sum());

  private static Symbolic.Input input(int n) {
    return Symbolic.Input.of("x", Shape.of(n));
  }

  private static double[] run(Graph graph, double[] point, int results) {
    double[][] out = new double[graph.outputs().size()][results];
    Interpreter.of(graph).run(new double[][] {point}, out);
    return out[0];
  }

  @Test
  void graphEqualsRecordingBitForBit() {
    double[] point = {0.3, -1.2, 0.8};
    for (Function<Tensor, Tensor> function : FUNCTIONS) {
      Symbolic.Input x = input(3);
      Graph graph = Graph.of(List.of(x), Gradient.of(function.apply(x), List.of(x)));
      assertArrayEquals(Gradient.at(function, Tensor.of(point)).toArray(), run(graph, point, 3));
    }
  }

  @Test
  void gradientEqualsCentralDifferences() {
    double[] point = {0.3, -1.2, 0.8};
    double step = 1e-5;
    for (Function<Tensor, Tensor> function : FUNCTIONS) {
      double[] gradient = Gradient.at(function, Tensor.of(point)).toArray();
      for (int i = 0; i < point.length; i++) {
        double[] up = point.clone();
        double[] down = point.clone();
        up[i] += step;
        down[i] -= step;
        double difference =
            (function.apply(Tensor.of(up)).item() - function.apply(Tensor.of(down)).item())
                / (2 * step);
        assertEquals(difference, gradient[i], 1e-7 * Math.max(1, Math.abs(difference)));
      }
    }
  }

  @Test
  void secondDerivativeIsTheGradientOfTheGradient() {
    Function<Tensor, Tensor> cube = x -> x.times(x).times(x).sum();
    Function<Tensor, Tensor> slope = x -> Gradient.of(cube.apply(x), List.of(x)).getFirst().sum();
    assertArrayEquals(new double[] {6, -12}, Gradient.at(slope, Tensor.of(1, -2)).toArray(), 1e-12);
  }

  @Test
  void equalExpressionsShareALine() {
    Symbolic.Input x = input(2);
    Graph graph = Graph.of(List.of(x), List.of(x.exp().plus(x.exp())));
    assertEquals(3, graph.equations().size(), graph::toString);
  }

  @Test
  void aMillionNodesDeepNeedsNoStack() {
    Symbolic.Input x = input(1);
    Tensor y = x;
    for (int i = 0; i < 1_000_000; i++) {
      y = y.plus(1);
    }
    assertEquals(
        1, run(Graph.of(List.of(x), Gradient.of(y.sum(), List.of(x))), new double[] {5}, 1)[0]);
  }

  @Test
  void aSymbolicTensorNamesItselfWhenAskedForNumbers() {
    Symbolic.Input x = Symbolic.Input.of("tau", Shape.SCALAR);
    SymbolicValueException error =
        assertThrows(SymbolicValueException.class, () -> x.plus(1).exp().item());
    assertTrue(error.getMessage().contains("'tau'"), error.getMessage());
  }
}
