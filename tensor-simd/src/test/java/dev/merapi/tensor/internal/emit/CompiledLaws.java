package dev.merapi.tensor.internal.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Stage;
import dev.merapi.tensor.internal.plan.Unrolling;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Generated code = interpreter, bit for bit, on the same graph: values and gradients, short and
 * long, plain and simplified.
 */
final class CompiledLaws {
  private static Tensor data(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Tensor.of(random.doubles(shape.count(), -2, 2).toArray(), shape);
  }

  private static Tensor whole(int n, int below) {
    return data(Shape.of(n), n).plus(2).times(below / 4.0).floor();
  }

  private static Map<String, Function<Tensor, Tensor>> functions(int n) {
    Map<String, Function<Tensor, Tensor>> functions = new LinkedHashMap<>();
    Tensor y = data(Shape.of(n), 1);
    Tensor matrix = data(Shape.of(n, 3), 2);
    Tensor table = whole(n, 3);
    functions.put(
        "normal",
        q -> y.minus(q.get(0)).div(q.get(1).exp()).square().times(-0.5).minus(q.get(1)).sum());
    functions.put(
        "logistic",
        q -> {
          Tensor z = matrix.matmul(q).plus(q.get(0));
          return y.times(z).minus(z.softplus()).sum();
        });
    functions.put("gather", q -> y.minus(q.exp().get(table)).square().sum().plus(q.square().sum()));
    functions.put(
        "mixture",
        q ->
            y.minus(q.unsqueeze(1))
                .square()
                .times(-0.5)
                .plus(q.logSoftmax(0).unsqueeze(1))
                .logSumExp(0)
                .sum());
    functions.put(
        "branches",
        q ->
            Tensor.where(y.gt(0), y.times(q.get(0)).tanh(), y.minus(q.get(2)).sin())
                .sum()
                .times(q.get(1)));
    functions.put("rows", q -> y.unsqueeze(0).times(q.unsqueeze(1)).exp().sum(-1).log().sum());
    functions.put("columns", q -> y.unsqueeze(0).times(q.unsqueeze(1)).exp().sum(0).log().sum());
    functions.put(
        "pieces", q -> Tensor.concat(0, y.times(q.get(0)), y.flip(0).plus(q.get(1))).cos().sum());
    functions.put(
        "one number repeated",
        q ->
            q.get(1)
                .expand(y.shape())
                .sum()
                .times(q.get(0))
                .plus(q.get(table).sum().times(q.get(1)))
                .plus(matrix.matmul(q).sum().times(q.get(2))));
    functions.put(
        "matrices",
        q -> {
          Tensor square = q.unsqueeze(1).times(q).plus(Tensor.eye(3).times(2));
          Tensor root = square.cholesky();
          Tensor solved = root.solveTriangular(matrix.transpose(), true);
          return solved
              .square()
              .sum()
              .minus(root.diagonal().log().sum())
              .plus(square.matmul(q).sum());
        });
    Tensor wide = data(Shape.of(n, 20), 4);
    functions.put(
        "many rows of a few", q -> wide.times(q.get(0)).sin().sum(0).times(q.get(1)).exp().sum());
    Tensor grid = data(Shape.of(20, 2 * n), 3);
    functions.put("grid", q -> grid.times(q.get(0)).sin().plus(q.get(1)).square().sum());
    functions.put("grid rows", q -> grid.times(q.get(0)).exp().sum(-1).log().sum());
    functions.put("grid columns", q -> grid.times(q.get(0)).exp().sum(0).log().sum());
    functions.put(
        "grid margins",
        q -> {
          Tensor scaled = grid.times(q.get(2));
          Tensor rows = scaled.sum(-1).unsqueeze(-1).tanh();
          return scaled.times(rows).plus(scaled.sum(0)).square().sum();
        });
    functions.put(
        "turned",
        q -> grid.times(q.get(0)).transpose().exp().plus(grid.transpose()).square().sum());
    functions.put(
        "product", q -> matrix.transpose().matmul(y.times(q.get(0).exp())).times(q).sum());
    return functions;
  }

  @TestFactory
  List<DynamicTest> generatedCodeEqualsTheInterpreter() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int n : new int[] {3, 8, 16, 17, 85, 255, 256, 257, 1000}) {
      functions(n)
          .forEach(
              (name, function) ->
                  tests.add(DynamicTest.dynamicTest(name + " " + n, () -> check(function))));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> anyNumberOfThreadsGivesTheSameBits() {
    List<DynamicTest> tests = new ArrayList<>();
    Map<String, Function<Tensor, Tensor>> functions = functions(16_500);
    functions.keySet().removeIf(name -> name.startsWith("grid") || name.equals("turned"));
    functions.forEach(
        (name, function) -> tests.add(DynamicTest.dynamicTest(name, () -> checkThreads(function))));
    return tests;
  }

  private static void checkThreads(Function<Tensor, Tensor> function) {
    Graph graph = graph(function);
    double[] interpreted = run(Interpreter.of(graph));
    Compiled compiled = Compiled.of(graph);
    for (int threads = 1; threads <= 3; threads++) {
      Executor executor = compiled.fork(threads, 1);
      for (int again = 0; again < 2; again++) {
        assertArrayEquals(interpreted, run(executor), threads + " threads");
      }
    }
  }

  /** Each run in one pass = alone, however many there are. */
  @TestFactory
  List<DynamicTest> runsInOnePassHaveTheirBitsAlone() {
    List<DynamicTest> tests = new ArrayList<>();
    Map<String, Function<Tensor, Tensor>> functions = functions(16_500);
    functions.keySet().removeIf(name -> name.startsWith("grid") || name.equals("turned"));
    functions.put("small", functions(100).values().iterator().next());
    functions.forEach(
        (name, function) -> tests.add(DynamicTest.dynamicTest(name, () -> checkPass(function))));
    return tests;
  }

  private static void checkPass(Function<Tensor, Tensor> function) {
    Graph graph = graph(function);
    Compiled compiled = Compiled.of(graph);
    Executor alone = compiled.fork();
    int width = 6;
    Executor.Abreast pass = compiled.abreast(width);
    for (int count : new int[] {width, 1, 5, 3}) {
      double[][] expected = new double[count][];
      for (int i = 0; i < count; i++) {
        for (Executor executor : List.of(alone, pass.lane(i))) {
          for (int k = 0; k < 3; k++) {
            executor.argument(0)[k] = 0.3 * k - 0.1 * i + 0.01 * count;
          }
        }
        alone.run();
        expected[i] = results(alone);
      }
      pass.run(count);
      for (int i = 0; i < count; i++) {
        assertArrayEquals(expected[i], results(pass.lane(i)), "run " + i + " of " + count);
      }
    }
  }

  /** A matrix of 16 MB is kept once, with the same bits; smaller or narrower ones are packed. */
  @Test
  void largeMatricesAreReadAsTheyAre() {
    Function<Tensor, Tensor> large = regression(140_001, 15);
    assertEquals(List.of(false, false), packed(large));
    checkThreads(large);
    checkPass(large);
    assertEquals(List.of(true, true), packed(regression(139_001, 15)));
    assertEquals(List.of(true, true), packed(regression(350_001, 6)));
  }

  private static Function<Tensor, Tensor> regression(int rows, int columns) {
    double[] numbers = new double[rows * columns];
    Arrays.setAll(numbers, i -> i % 101 / 50.0 - 1);
    Tensor x = Tensor.of(numbers, Shape.of(rows, columns));
    Tensor y = Tensor.of(Arrays.copyOf(numbers, rows), Shape.of(rows));
    return q -> {
      Tensor z =
          x.matmul(Tensor.concat(0, Collections.nCopies(columns / 3, q).toArray(Tensor[]::new)));
      return y.times(z).minus(z.softplus()).sum();
    };
  }

  /** For both products of a gradient, whether the matrix is packed. */
  private static List<Boolean> packed(Function<Tensor, Tensor> function) {
    return Plan.of(graph(function)).stages().stream()
        .filter(Stage.Tiles.class::isInstance)
        .flatMap(stage -> ((Stage.Tiles) stage).operations().stream())
        .<Boolean>mapMulti(
            (operation, each) -> {
              switch (operation) {
                case Operation.MatVec product -> each.accept(product.packed());
                case Operation.MatVecTransposed product -> each.accept(product.packed());
                default -> {}
              }
            })
        .toList();
  }

  private static Graph graph(Function<Tensor, Tensor> function) {
    Symbolic.Input q = Symbolic.Input.of("q", Shape.of(3));
    Tensor value = function.apply(q);
    return Simplify.apply(
        Graph.of(List.of(q), List.of(value, Gradient.of(value, List.of(q)).getFirst())));
  }

  private static double[] results(Executor executor) {
    double[] all = Arrays.copyOf(executor.result(1), executor.result(1).length + 1);
    all[all.length - 1] = executor.result(0)[0];
    return all;
  }

  private static void check(Function<Tensor, Tensor> function) {
    Symbolic.Input q = Symbolic.Input.of("q", Shape.of(3));
    Tensor value = function.apply(q);
    Graph plain = Graph.of(List.of(q), List.of(value, Gradient.of(value, List.of(q)).getFirst()));
    Graph simple = Simplify.apply(plain);
    double[] expected = run(Interpreter.of(plain));
    for (Graph graph : List.of(plain, simple)) {
      double[] interpreted = run(Interpreter.of(graph));
      for (Unrolling unrolling : List.of(Unrolling.STANDARD, Unrolling.ALWAYS, Unrolling.NEVER)) {
        Plan plan = Plan.of(graph, unrolling);
        assertArrayEquals(interpreted, run(Compiled.of(plan)), () -> graph + "\n" + plan);
      }
      for (int i = 0; i < expected.length; i++) {
        double tolerance = 1e-11 * Math.max(1, Math.abs(expected[i]));
        assertEquals(expected[i], interpreted[i], tolerance);
      }
    }
  }

  private static double[] run(Executor executor) {
    double[][] results = {new double[1], new double[3]};
    executor.run(new double[][] {{0.3, -0.7, 1.1}}, results);
    return new double[] {results[0][0], results[1][0], results[1][1], results[1][2]};
  }
}
