package dev.merapi.tensor.internal.simplify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Each rule is an equation: its two sides have the same values. */
final class SimplifyLaws {
  private static final Symbolic.Input X = Symbolic.Input.of("x", Shape.of(2, 3));
  private static final Symbolic.Input Y = Symbolic.Input.of("y", Shape.of(2, 3));
  private static final Symbolic.Input ROW = Symbolic.Input.of("row", Shape.of(3));
  private static final Symbolic.Input C = Symbolic.Input.of("c", Shape.SCALAR);
  private static final List<Symbolic.Input> INPUTS = List.of(X, Y, ROW, C);
  private static final List<Tensor> VALUES =
      List.of(
          Tensor.of(new double[][] {{0.3, -1.2, 2.5}, {4.1, -0.7, 0.9}}),
          Tensor.of(new double[][] {{1.7, 0.4, -2.2}, {-3.3, 0.6, 1.1}}),
          Tensor.of(0.8, -1.5, 2.1),
          Tensor.scalar(-1.3));
  private static final List<Tensor> EDGES =
      List.of(
          Tensor.of(new double[][] {{-0.0, 0, 1}, {Double.NaN, Double.NEGATIVE_INFINITY, 1e-320}}),
          Tensor.of(new double[][] {{-0.0, -0.0, 0}, {1, Double.NEGATIVE_INFINITY, 1e-320}}),
          Tensor.of(0, -0.0, Double.MIN_VALUE),
          Tensor.scalar(-0.0));
  private static final Tensor DATA = Tensor.of(4, -0.5, 3);

  private static void sides(List<DynamicTest> tests, Rule rule, Tensor... expressions) {
    for (Tensor left : expressions) {
      Executable same =
          () -> {
            Symbolic.Apply made = (Symbolic.Apply) left;
            Tensor right = rule.apply(Primitive.of(made), made.inputs());
            assertNotNull(right, rule + " does not match " + Graph.of(INPUTS, List.of(left)));
            assertEquals(left.shape(), right.shape());
            double[] expected = value(left);
            double[] actual = value(right);
            if (rule.keepsBits()) {
              assertArrayEquals(value(EDGES, left), value(EDGES, right));
              assertArrayEquals(expected, actual);
            }
            for (int i = 0; i < expected.length; i++) {
              assertEquals(expected[i], actual[i], 1e-13 * Math.max(1, Math.abs(expected[i])));
            }
          };
      tests.add(DynamicTest.dynamicTest(rule + " " + tests.size(), same));
    }
  }

  private static double[] value(Tensor expression) {
    return value(VALUES, expression);
  }

  private static double[] value(List<Tensor> values, Tensor expression) {
    return Graph.of(INPUTS, List.of(expression)).apply(values).getFirst().toArray();
  }

  /** A line that is read twice at each of 60 levels is selected once. */
  @Test
  void selectionIsLinearInTheGraph() {
    Tensor deep = X;
    for (int i = 0; i < 60; i++) {
      deep = deep.times(deep).plus(deep).tanh();
    }
    Graph graph = Graph.of(INPUTS, List.of(deep.reshape(-1).get(Tensor.of(4))));
    Graph simple = Simplify.apply(graph);
    assertTrue(simple.equations().size() <= graph.equations().size() + 3);
    assertArrayEquals(
        graph.apply(VALUES).getFirst().toArray(), simple.apply(VALUES).getFirst().toArray());
  }

  @TestFactory
  List<DynamicTest> rulesAreEquations() {
    List<DynamicTest> tests = new ArrayList<>();
    sides(
        tests,
        new ZeroTerms(),
        X.plus(0),
        Tensor.scalar(0).plus(X),
        X.minus(0),
        Tensor.scalar(0).minus(X));
    sides(
        tests,
        new Identities(),
        X.minus(0),
        X.times(1),
        X.times(-1),
        X.div(1),
        X.unaryMinus().unaryMinus(),
        X.plus(Y.unaryMinus()),
        X.minus(Y.unaryMinus()));
    sides(tests, new TrivialSum(), C.plus(C).sum(), X.unsqueeze(1).sum(1));
    sides(
        tests,
        new NeedlessExpand(),
        ROW.expand(Shape.of(2, 3)).plus(Y),
        C.expand(Shape.of(3)).exp(),
        X.times(Tensor.of(2, 2, 2)));
    sides(
        tests,
        new ConstantFactors(),
        X.times(3).times(-0.5),
        Tensor.scalar(-2).times(X.times(DATA)),
        X.times(DATA).unaryMinus(),
        X.unaryMinus().times(DATA),
        DATA.div(X).times(3),
        X.div(DATA));
    sides(
        tests,
        new SelectFirst(),
        X.plus(Y).reshape(-1).get(Tensor.of(4, 0)),
        X.times(ROW).reshape(-1).get(Tensor.of(1, 5)),
        X.minus(ROW.slice(0, 0, 1)).plus(C).reshape(-1).get(Tensor.of(3, 3)),
        X.minus(X.slice(1, 1, 2)).reshape(-1).get(Tensor.of(2, 3)),
        ROW.expand(Shape.of(4, 3)).reshape(-1).get(Tensor.of(7, 2, 0)),
        X.exp().reshape(-1).get(Tensor.of(5).unsqueeze(1)));
    sides(
        tests,
        new LogDomain(),
        X.exp().log(),
        X.sigmoid().log(),
        X.square().sqrt().log(),
        X.square().reciprocal().log(),
        X.exp().log1p(),
        X.square().sqrt().square());
    sides(
        tests,
        new SquareOfQuotient(),
        X.div(C).square(),
        X.times(C).square(),
        ROW.unsqueeze(0).times(X).square(),
        X.unaryMinus().square());
    sides(tests, new TransposeIntoProduct(), X.matmul(Y.transpose()), X.transpose().matmul(Y));
    sides(tests, new FewQuotients(), X.div(C), X.div(ROW));
    sides(
        tests,
        new ScaleOutOfProduct(),
        X.times(C).times(Y),
        Y.times(X.times(ROW)),
        C.times(X).times(Y));
    sides(
        tests,
        new ScaleOutOfSum(),
        X.times(C).sum(),
        X.times(ROW).sum(0),
        X.div(C).sum(-1),
        X.unaryMinus().sum(),
        ROW.expand(Shape.of(2, 3)).sum(0));
    sides(
        tests,
        new ShiftOutOfSum(),
        X.plus(C).sum(),
        X.minus(ROW).sum(0),
        X.minus(DATA).sum(-1),
        DATA.minus(X).sum());
    return tests;
  }

  @Test
  void aQuotientByAConstantWithoutAnOrdinaryInverseStays() {
    ConstantFactors rule = new ConstantFactors();
    for (double c : new double[] {0, 1e-310, 1e308, Double.NaN}) {
      Symbolic.Apply quotient = (Symbolic.Apply) X.div(c);
      assertEquals(null, rule.apply(Primitive.of(quotient), quotient.inputs()));
    }
  }

  @Test
  void simplifyingTwiceChangesNothing() {
    Tensor density = X.minus(C).div(ROW.exp()).square().times(-0.5).minus(ROW).minus(2).sum();
    Graph once = Simplify.apply(Graph.of(INPUTS, List.of(density)));
    assertEquals(once.toString(), Simplify.apply(once).toString());
    double[] expected = value(density);
    double actual = Objects.requireNonNull(once.apply(VALUES).getFirst()).item();
    assertTrue(Math.abs(expected[0] - actual) < 1e-12 * Math.abs(expected[0]));
  }
}
