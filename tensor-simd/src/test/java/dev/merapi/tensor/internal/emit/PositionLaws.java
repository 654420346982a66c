package dev.merapi.tensor.internal.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Constant positions as whole numbers: the bits of the interpreter, wherever they point. */
final class PositionLaws {
  private static final int ROWS = 300;

  private static Tensor positions(long seed, int from, int to) {
    return Tensor.of(new SplittableRandom(seed).ints(ROWS, from, to).asDoubleStream().toArray());
  }

  /** Two tables of different sizes at the same positions, and sums of what they give. */
  private static Graph graph(Tensor positions) {
    Symbolic.Input q = Symbolic.Input.of("q", Shape.of(7));
    Tensor y = Tensor.of(new SplittableRandom(1).doubles(ROWS, -2, 2).toArray());
    Tensor few = q.slice(0, 0, 4).take(0, positions);
    Tensor many = q.exp().take(0, positions);
    Tensor value = y.minus(many).square().sum().plus(few.times(y).sum());
    return Graph.of(List.of(q), List.of(value, Gradient.of(value, List.of(q)).getFirst()));
  }

  private static double[] run(Executor executor) {
    for (int i = 0; i < 7; i++) {
      executor.argument(0)[i] = 0.3 * i - 1;
    }
    executor.run();
    double[] all = Arrays.copyOf(executor.result(1), 8);
    all[7] = executor.result(0)[0];
    return all;
  }

  @Test
  void positionsThatAreThere() {
    Graph graph = graph(positions(3, 0, 4));
    assertArrayEquals(run(Interpreter.of(graph)), run(Compiled.of(graph)));
  }

  /** In one table and not in the other, in none, and before the first. */
  @Test
  void positionsThatAreNot() {
    for (Tensor positions : List.of(positions(4, 0, 7), positions(5, -2, 9))) {
      Graph graph = graph(positions);
      double[] found = run(Compiled.of(graph));
      assertArrayEquals(run(Interpreter.of(graph)), found);
      assertTrue(Double.isNaN(found[7]));
    }
  }

  /** One code, two graphs of equal structure: each has its own positions. */
  @Test
  void codeOfAnotherGraph() {
    Compiler compiler = new Compiler();
    for (long seed = 6; seed < 9; seed++) {
      Graph graph = graph(positions(seed, 0, 4));
      assertArrayEquals(run(Interpreter.of(graph)), run(compiler.compile(graph)));
    }
  }
}
