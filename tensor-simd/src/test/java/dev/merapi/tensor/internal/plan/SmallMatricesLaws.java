package dev.merapi.tensor.internal.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.Cholesky;
import dev.merapi.tensor.internal.op.CholeskyAdjoint;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.SolveTriangular;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small matrices number by number = by their kernels, bit for bit. */
final class SmallMatricesLaws {
  private static final boolean[] BOTH = {false, true};

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void productsOfAllSmallSizes() {
    for (boolean left : BOTH) {
      for (boolean right : BOTH) {
        for (int m = 1; m <= 4; m++) {
          for (int n = 1; n <= 4; n++) {
            for (int k : new int[] {1, 2, 3, 4, 7, 8, 9, 17}) {
              Shape a = left ? Shape.of(k, m) : Shape.of(m, k);
              Shape b = right ? Shape.of(n, k) : Shape.of(k, n);
              check(new MatMul(left, right), numbers(a), numbers(b));
              check(new MatMul(left, right), tiny(a), tiny(b));
            }
          }
        }
        Shape stack = Shape.of(3, 1).append(Shape.of(2, 2));
        check(new MatMul(left, right), numbers(stack), numbers(Shape.of(2, 2, 2)));
        check(new MatMul(left, right), numbers(Shape.of(2, 2)), numbers(stack));
      }
    }
  }

  /** Eight lanes of −0 are −0, fewer are 0. */
  @Test
  void productsThatAreTooSmallToBeNumbers() {
    for (int k = 7; k <= 9; k++) {
      Tensor row = Tensor.full(Shape.of(1, k), 1e-200);
      check(new MatMul(false, true), row, row.unaryMinus());
    }
  }

  @Test
  void triangularSystemsOfEveryKind() {
    for (boolean lower : BOTH) {
      for (boolean transposed : BOTH) {
        for (int n = 1; n <= 5; n++) {
          for (int columns = 1; columns <= 3; columns++) {
            SolveTriangular system = new SolveTriangular(lower, transposed);
            check(system, numbers(Shape.of(n, n)), numbers(Shape.of(n, columns)));
            check(system, numbers(Shape.of(2, n, n)), numbers(Shape.of(3, 1, n, columns)));
            check(system, Tensor.zeros(Shape.of(n, n)), numbers(Shape.of(n, columns)));
          }
        }
      }
    }
  }

  @Test
  void factorsAndTheirAdjointsAlsoWhereThereIsNone() {
    for (int n = 1; n <= 5; n++) {
      for (int leading = 0; leading <= n; leading++) {
        Tensor root = numbers(Shape.of(n, n));
        Tensor definite = root.matmul(root.transpose()).plus(Tensor.eye(n));
        Tensor spoiled = definite.minus(Tensor.eye(n).get(leading % n).diagonalMatrix().times(99));
        Tensor matrix = leading == n ? definite : spoiled;
        check(new Cholesky(), matrix);
        check(new Cholesky(), Tensor.stack(0, definite, matrix));
        check(
            new CholeskyAdjoint(),
            Tensor.stack(0, new Cholesky().on(matrix), new Cholesky().on(definite)),
            numbers(Shape.of(2, n, n)));
      }
    }
  }

  /** From 33 rows on kernels go in blocks, whose order is another. */
  @Test
  void blocksOfRowsAreLeftToTheirKernels() {
    Symbolic.Input t = Symbolic.Input.of("t", Shape.of(33, 33));
    Symbolic.Input b = Symbolic.Input.of("b", Shape.of(33, 1));
    Graph graph = Graph.of(List.of(t, b), List.of(new SolveTriangular(false, false).on(t, b)));
    Plan plan = Plan.of(graph, Unrolling.ALWAYS);
    assertTrue(plan.stages().stream().allMatch(Stage.Call.class::isInstance));
  }

  private Tensor numbers(Shape shape) {
    return Tensor.of(random.doubles(shape.count(), -2, 2).toArray(), shape);
  }

  /** Products that are zeros of either sign, and sums of such. */
  private Tensor tiny(Shape shape) {
    double[] numbers = numbers(shape).toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(4) == 0 ? 0 * numbers[i] : Math.copySign(1e-200, numbers[i]);
    }
    return Tensor.of(numbers, shape);
  }

  private static void check(Primitive primitive, Tensor... operands) {
    List<Symbolic.Input> inputs =
        Stream.of(operands).map(operand -> Symbolic.Input.of("x", operand.shape())).toList();
    Tensor result = primitive.on(inputs.toArray(Tensor[]::new));
    Graph graph = Graph.of(inputs, List.of(result));
    Plan plan = Plan.of(graph, Unrolling.ALWAYS);
    assertTrue(plan.stages().stream().allMatch(Stage.Scalars.class::isInstance));
    assertArrayEquals(
        run(Interpreter.of(graph), result.shape(), operands),
        run(Compiled.of(plan), result.shape(), operands),
        () -> primitive + " of " + List.of(operands));
  }

  private static double[] run(Executor executor, Shape shape, Tensor... operands) {
    double[][] arrays = Stream.of(operands).map(Tensor::toArray).toArray(double[][]::new);
    double[][] results = {new double[shape.count()]};
    executor.run(arrays, results);
    return results[0];
  }
}
