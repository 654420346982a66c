package dev.merapi.tensor.internal.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A generated loop = {@link ScanLoop} around the interpreter, bit for bit, in both directions. */
final class GeneratedLoopLaws {
  /**
   * A body over two carries [2] and [], sequences [3] and [], free tensors [2, 2] and [4].
   *
   * @param straight whether it is expected to become one method
   */
  private record Body(List<Tensor> results, boolean straight) {}

  private static final List<Shape> INPUTS =
      List.of(Shape.of(2), Shape.SCALAR, Shape.of(3), Shape.SCALAR, Shape.of(2, 2), Shape.of(4));

  private static Map<String, Body> bodies(List<Tensor> in) {
    Tensor pair = in.get(0);
    Tensor number = in.get(1);
    Tensor row = in.get(2);
    Tensor element = in.get(3);
    Tensor matrix = in.get(4);
    Tensor table = in.get(5);
    Map<String, Body> bodies = new LinkedHashMap<>();
    bodies.put("nothing new", straight(pair, number));
    bodies.put("swap", straight(pair.flip(0), number.unaryMinus(), pair, number));
    bodies.put(
        "carries in each other's place",
        straight(Tensor.stack(0, number, pair.get(0)), pair.get(1), element));
    bodies.put(
        "free and constant",
        straight(
            matrix.times(pair).sum(-1).tanh().plus(Tensor.of(0.5, -0.25)),
            number.times(table.get(2)).plus(row.square().sum()).times(0.5),
            row.logSumExp(0),
            Tensor.concat(0, row, pair).max(0),
            Tensor.of(1, 2)));
    bodies.put(
        "tables",
        straight(
            table.get(Tensor.stack(0, element.abs().floor(), element.square().floor())),
            row.get(element.abs().floor()).plus(number),
            table.get(element.minus(5).floor())));
    bodies.put("outputs alone", straight(pair, number, element.exp(), row.reshape(3, 1)));
    bodies.put("a carry as a table", new Body(List.of(pair, pair.get(element.abs())), false));
    bodies.put(
        "small matrices",
        straight(
            matrix.matmul(matrix.transpose()).matmul(pair).tanh(),
            number.plus(pair.matmul(matrix).sum()).tanh(),
            matrix.matmul(matrix.transpose()).plus(Tensor.eye(2)).cholesky(),
            matrix.solveTriangular(pair.unsqueeze(1), true)));
    bodies.put("a kernel", new Body(List.of(pair.cumsum(0), number), false));
    bodies.put(
        "too long",
        new Body(
            List.of(pair, Tensor.ones(Shape.of(1200)).times(number).plus(element).sum().tanh()),
            false));
    return bodies;
  }

  private static Body straight(Tensor... results) {
    return new Body(List.of(results), true);
  }

  @TestFactory
  List<DynamicTest> aGeneratedLoopGivesTheBitsOfTheTwin() {
    List<Symbolic.Input> inputs = INPUTS.stream().map(s -> Symbolic.Input.of("x", s)).toList();
    List<DynamicTest> tests = new ArrayList<>();
    bodies(List.copyOf(inputs))
        .forEach(
            (name, body) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name, () -> check(Graph.of(inputs, body.results()), body.straight()))));
    return tests;
  }

  private static void check(Graph body, boolean straight) {
    for (int steps : new int[] {0, 1, 2, 9}) {
      for (int way = 0; way < 4; way++) {
        Scan scan = new Scan(body, 2, 2, steps, way % 2 == 1, way / 2 == 1);
        List<Shape> shapes = new ArrayList<>(INPUTS);
        for (int i = 2; i < 4; i++) {
          shapes.set(i, Shape.of(steps).append(INPUTS.get(i)));
        }
        double[][] arguments = arguments(shapes);
        double[] expected = new double[scan.shape(shapes).count()];
        double[] made = new double[expected.length];
        new ScanLoop(scan, Interpreter.of(body)).run(arguments, expected);
        Kernel generated = scan.kernels(shapes).get();
        assertEquals(straight, !(generated instanceof ScanLoop));
        generated.run(arguments, made);
        assertArrayEquals(expected, made, () -> scan.toString());
      }
    }
  }

  private static double[][] arguments(List<Shape> shapes) {
    SplittableRandom random = new SplittableRandom(11);
    return shapes.stream()
        .map(shape -> random.doubles(shape.count(), -2, 2).toArray())
        .toArray(double[][]::new);
  }
}
