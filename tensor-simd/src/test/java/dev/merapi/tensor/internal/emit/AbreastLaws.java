package dev.merapi.tensor.internal.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.kernel.Simd;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Loops that gather and scatter for several runs at once: each run has the bits it has alone. */
final class AbreastLaws {
  private static final int GROUPS = 11;
  private static final int INPUTS = GROUPS + 4;

  private static Tensor data(int n, long seed) {
    return Tensor.of(new SplittableRandom(seed).doubles(n, -2, 2).toArray());
  }

  private static Tensor groups(int n, long seed, int from, int to) {
    return Tensor.of(new SplittableRandom(seed).ints(n, from, to).asDoubleStream().toArray());
  }

  /** Functions of the numbers of groups and four more, of so many rows. */
  private static Map<String, BiFunction<Tensor, Tensor, Tensor>> functions(int n) {
    Map<String, BiFunction<Tensor, Tensor, Tensor>> functions = new LinkedHashMap<>();
    Tensor y = data(n, 1);
    Tensor x = data(n, 2);
    Tensor group = groups(n, 3, 0, GROUPS);
    Tensor outside = groups(n, 4, -2, GROUPS + 3);
    functions.put(
        "levels and a slope",
        (a, b) -> y.minus(a.get(group).plus(b.get(0).times(x))).square().sum().times(b.get(1)));
    functions.put(
        "a scale", (a, b) -> y.minus(a.get(group)).div(b.get(2).exp()).square().sum().times(-1));
    functions.put(
        "levels and slopes",
        (a, b) ->
            y.minus(a.get(group))
                .minus(a.times(b.get(0)).exp().get(group).times(x))
                .square()
                .sum());
    functions.put("positions outside", (a, b) -> y.minus(a.get(outside)).square().sum());
    functions.put(
        "two groups",
        (a, b) ->
            y.minus(a.get(group))
                .minus(b.get(groups(n, 5, 0, 4)).times(x))
                .square()
                .times(b.get(3))
                .sum());
    functions.put(
        "other operations",
        (a, b) -> a.get(group).square().plus(x.square()).plus(1).sqrt().div(y).reciprocal().sum());
    return functions;
  }

  private static Graph graph(BiFunction<Tensor, Tensor, Tensor> function) {
    Symbolic.Input q = Symbolic.Input.of("q", Shape.of(INPUTS));
    Tensor value = function.apply(q.slice(0, 0, GROUPS), q.slice(0, GROUPS, INPUTS));
    return Simplify.apply(
        Graph.of(List.of(q), List.of(value, Gradient.of(value, List.of(q)).getFirst())));
  }

  /** One whose row is asked for as well. */
  private static Graph withRow(int n) {
    Symbolic.Input q = Symbolic.Input.of("q", Shape.of(INPUTS));
    Tensor row = q.get(GROUPS).times(data(n, 2));
    Tensor group = groups(n, 3, 0, GROUPS);
    Tensor value = data(n, 1).minus(q.slice(0, 0, GROUPS).get(group)).minus(row).square().sum();
    return Simplify.apply(
        Graph.of(List.of(q), List.of(value, Gradient.of(value, List.of(q)).getFirst(), row)));
  }

  private static List<AbreastLoop> loops(Graph graph) {
    return AbreastLoops.of(Plan.of(graph), new PositionNames(graph));
  }

  @TestFactory
  List<DynamicTest> eachRunHasTheBitsThatItHasAlone() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int n : new int[] {150, 151, 300}) {
      functions(n)
          .forEach(
              (name, function) ->
                  tests.add(DynamicTest.dynamicTest(name + " " + n, () -> check(graph(function)))));
      tests.add(DynamicTest.dynamicTest("a row is asked for " + n, () -> check(withRow(n))));
    }
    return tests;
  }

  private static void check(Graph graph) {
    assertEquals(1, loops(graph).size(), () -> Plan.of(graph).toString());
    if (!Compiled.sharesLoops(graph)) {
      return; // registers of this machine are too narrow
    }
    Compiled compiled = Compiled.of(graph);
    Executor alone = compiled.fork();
    int most = 2 * Simd.lanes() + 1;
    for (Executor.Abreast pass : List.of(compiled.abreastAtOnce(most), compiled.abreast(most))) {
      for (int count = most; count > 0; count -= count > 3 ? 3 : 1) {
        double[][] expected = new double[count][];
        for (int i = 0; i < count; i++) {
          double[] at = new SplittableRandom(17L * i + count).doubles(INPUTS, -1, 1).toArray();
          for (Executor executor : List.of(alone, pass.lane(i))) {
            System.arraycopy(at, 0, executor.argument(0), 0, INPUTS);
          }
          alone.run();
          expected[i] = results(graph, alone);
        }
        pass.run(count);
        for (int i = 0; i < count; i++) {
          assertArrayEquals(expected[i], results(graph, pass.lane(i)), "run " + i + " of " + count);
        }
      }
    }
  }

  private static double[] results(Graph graph, Executor executor) {
    return IntStream.range(0, graph.outputs().size())
        .mapToObj(executor::result)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** A row that only the loop reads is not computed besides. */
  @Test
  void rowsAreMadeAgain() {
    Graph unread = graph(functions(150).get("levels and a slope"));
    for (Graph graph : List.of(unread, withRow(150))) {
      Plan plan = Plan.of(graph);
      List<AbreastLoop> loops = AbreastLoops.of(plan, new PositionNames(graph));
      int expected = graph.outputs().size() == 2 ? 1 : 0;
      assertEquals(expected, AbreastLoops.needless(plan, loops).size(), plan::toString);
    }
  }

  /**
   * Few rows, functions that take a kernel, and rows that are long for each run stay as they are.
   */
  @Test
  void otherLoopsStayAsTheyAre() {
    Tensor group = groups(300, 3, 0, GROUPS);
    Tensor matrix = data(600, 6).reshape(Shape.of(300, 2));
    assertTrue(loops(graph(functions(5).get("a scale"))).isEmpty());
    assertTrue(loops(graph((a, b) -> a.get(group).exp().sum())).isEmpty());
    assertTrue(
        loops(graph((a, b) -> a.get(group).minus(matrix.matmul(b.slice(0, 0, 2))).square().sum()))
            .isEmpty());
  }
}
