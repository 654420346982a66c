package dev.merapi.tensor.internal.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.Elementwise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A graph with tall lines transposed computes the same, and no tall line is left upright. */
final class LongAxisLastLaws {
  private static final int N = 40;
  private static final int K = 3;
  private static final Shape TALL = Shape.of(N, K);

  private static Tensor random(long seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(new SplittableRandom(seed).doubles(shape.count(), -1, 1).toArray(), shape);
  }

  /** Functions of w [5, 3], b [3], z [40] and t [40, 3]. */
  private static Map<String, Function<List<Tensor>, Tensor>> functions() {
    Tensor x = random(1, N, 5);
    Tensor few = random(2, N, 4);
    Tensor wide = random(6, 4, 12);
    Tensor data = random(3, N, K);
    Tensor classes = Tensor.arange(N).minus(Tensor.arange(N).div(K).floor().times(K));
    Tensor cells = Tensor.arange(N).times(K).plus(classes);
    Map<String, Function<List<Tensor>, Tensor>> functions = new LinkedHashMap<>();
    functions.put(
        "softmax",
        in -> x.matmul(in.get(0)).plus(in.get(1)).logSoftmax(1).reshape(-1).get(cells).sum());
    functions.put(
        "mixture",
        in ->
            in.get(2)
                .unsqueeze(1)
                .minus(in.get(1))
                .square()
                .times(-0.5)
                .plus(data)
                .logSumExp(1)
                .sum());
    functions.put(
        "columns of rows",
        in -> {
          Tensor rows = in.get(2).unsqueeze(1).times(in.get(1)).tanh();
          Tensor few2 = rows.slice(1, 0, 2).pad(1, 1, 0);
          Tensor joined = Tensor.concat(1, rows.slice(1, 2, 3), few2.slice(1, 0, 2)).times(rows);
          return joined.plus(few2).exp().sum(1).log().sum().plus(joined.sum(0).square().sum());
        });
    functions.put(
        "borders",
        in -> {
          Tensor rows = in.get(3).times(data).exp();
          Tensor ends = rows.max(1).minus(rows.min(1)).unsqueeze(1).times(rows);
          return ends.plus(rows).tanh().cumsum(0).sum().plus(rows.sum(1).log().sum());
        });
    functions.put(
        "layers",
        in -> {
          Tensor hidden = few.matmul(wide.times(in.get(1).get(0))).tanh();
          Tensor next = hidden.matmul(wide.transpose()).tanh();
          Tensor logits = next.matmul(in.get(0).slice(0, 0, 4));
          return logits.logSumExp(1).sum().plus(hidden.max(1).sum());
        });
    return functions;
  }

  private static Graph graph(Function<List<Tensor>, Tensor> function) {
    List<Symbolic.Input> inputs =
        List.of(
            Symbolic.Input.of("w", Shape.of(5, K)),
            Symbolic.Input.of("b", Shape.of(K)),
            Symbolic.Input.of("z", Shape.of(N)),
            Symbolic.Input.of("t", TALL));
    Tensor value = function.apply(List.copyOf(inputs));
    List<Tensor> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(Gradient.of(value, inputs));
    return Graph.of(inputs, outputs);
  }

  private static double[][] arguments() {
    return new double[][] {
      random(7, 5, K).toArray(),
      random(8, K).toArray(),
      random(9, N).toArray(),
      random(10, N, K).toArray()
    };
  }

  private static double[][] run(Graph graph, boolean compiled) {
    double[][] results =
        graph.outputs().stream()
            .map(line -> new double[graph.equations().get(line).shape().count()])
            .toArray(double[][]::new);
    (compiled ? Compiled.of(graph) : Interpreter.of(graph)).run(arguments(), results);
    return results;
  }

  @TestFactory
  List<DynamicTest> bothSidesComputeTheSame() {
    List<DynamicTest> tests = new ArrayList<>();
    functions().forEach((name, f) -> tests.add(DynamicTest.dynamicTest(name, () -> check(f))));
    return tests;
  }

  private static void check(Function<List<Tensor>, Tensor> function) {
    Graph upright = graph(function);
    Graph turned = LongAxisLast.apply(upright);
    assertEquals(
        upright.outputs().stream().map(i -> upright.equations().get(i).shape()).toList(),
        turned.outputs().stream().map(i -> turned.equations().get(i).shape()).toList());
    double[][] expected = run(upright, false);
    for (boolean compiled : new boolean[] {false, true}) {
      double[][] actual = run(turned, compiled);
      for (int i = 0; i < expected.length; i++) {
        for (int j = 0; j < expected[i].length; j++) {
          double tolerance = 1e-12 * Math.max(1, Math.abs(expected[i][j]));
          assertEquals(expected[i][j], actual[i][j], tolerance);
        }
      }
    }
    assertTrue(tallWork(upright) > 2);
    assertEquals(0, tallWork(turned), turned::toString);
  }

  private static long tallWork(Graph graph) {
    return graph.equations().stream()
        .filter(
            line ->
                line instanceof Equation.Apply apply
                    && apply.primitive() instanceof Elementwise
                    && TallLines.isTall(apply.shape()))
        .count();
  }

  @Test
  void whatCombinesNoRowsStaysUpright() {
    Graph graph = graph(in -> in.get(3).plus(in.get(1)).tanh().times(2).square().sum());
    assertSame(graph, LongAxisLast.apply(graph));
  }
}
