package dev.merapi.distributions.bijector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.combinator.ConditionalTransformed;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.bijector.BatchNorm;
import dev.merapi.distributions.internal.bijector.RecursiveLinear;
import dev.merapi.distributions.internal.bijector.SigmoidMixture;
import dev.merapi.distributions.internal.bijector.SimplexToOrdered;
import dev.merapi.distributions.internal.bijector.SumOfSquares;
import dev.merapi.distributions.internal.specimen.Bijectors;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.distributions.transform.Flows;
import dev.merapi.distributions.transform.Transform;
import dev.merapi.distributions.transform.TransformTo;
import dev.merapi.distributions.transform.Transforms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What single flows and maps do, and distributions made of them. */
class FlowExamples {
  private static final Distribution BASE = Distributions.normal(Tensor.zeros(Shape.of(3)), 1);

  private static void near(Tensor expected, Tensor actual, double tolerance) {
    BijectorLaws.near("value", expected, actual, tolerance);
  }

  @Test
  void theInverseOfABatchNormStandardisesTheBatch() {
    Tensor zero = Tensor.zeros(Shape.of(2));
    Tensor one = Tensor.ones(Shape.of(2));
    BatchNorm start = new BatchNorm(zero, one, zero, zero);
    Tensor y = BijectorLaws.normals(Shape.of(50, 2), Key.of(1)).times(3).plus(Tensor.of(5, -2));
    Tensor x = start.standardising(y).inverse(y);
    near(zero, x.mean(0), 1e-12);
    near(one, x.square().mean(0), 1e-4);
  }

  @Test
  void movedStatisticsGoAPartOfTheWayAndLeaveTheFlowAsItWas() {
    Tensor zero = Tensor.zeros(Shape.of(2));
    BatchNorm start = new BatchNorm(zero, Tensor.ones(Shape.of(2)), zero, zero);
    Tensor y = Tensor.of(new double[][] {{1, 2}, {3, 6}});
    BatchNorm moved = start.moved(y, 0.1);
    near(Tensor.of(0.2, 0.4), moved.mean(), 1e-15);
    near(Tensor.of(1, 1.3), moved.variance(), 1e-15);
    assertEquals(zero, start.mean());
    BatchNorm later = moved;
    for (int i = 0; i < 500; i++) {
      later = later.moved(y, 0.1);
    }
    near(Tensor.of(2, 4), later.mean(), 1e-12);
  }

  @Test
  void aPolynomialWithoutSquaresIsALine() {
    SumOfSquares line =
        new SumOfSquares(
            Tensor.scalar(1), Tensor.scalar(Math.log(2)), Tensor.zeros(Shape.of(1, 2)));
    near(Tensor.of(-3, 1, 5), line.forward(Tensor.of(-2, 0, 2)), 1e-15);
    Tensor square = Tensor.of(new double[][] {{0, 1}});
    SumOfSquares cubic = new SumOfSquares(Tensor.scalar(0), Tensor.scalar(0), square);
    near(Tensor.scalar(2 + 8.0 / 3), cubic.forward(Tensor.scalar(2)), 1e-15);
  }

  @Test
  void equalSigmoidsAreOneLine() {
    Tensor slopes = Tensor.full(Shape.of(3), Math.log(0.5));
    SigmoidMixture map =
        new SigmoidMixture(slopes, Tensor.ones(Shape.of(3)), Tensor.of(0.3, -1, 2));
    near(Tensor.of(-499, 1, 501), map.forward(Tensor.of(-1000, 0, 1000)), 1e-13);
  }

  @Test
  void recursionsRunAlongTheSequence() {
    RecursiveLinear halves = new RecursiveLinear(Tensor.eye(1).times(0.5));
    Tensor x = Tensor.of(8, 0, 0, 1).reshape(4, 1);
    near(Tensor.of(8, 4, 2, 2).reshape(4, 1), halves.forward(x), 0);
  }

  @Test
  void equalChancesOfFourCategoriesAreCutAtLogitsOfQuarters() {
    Tensor cuts = new SimplexToOrdered(Tensor.scalar(1)).forward(Tensor.full(Shape.of(4), 0.25));
    near(Tensor.of(1 - Math.log(3), 1, 1 + Math.log(3)), cuts, 1e-14);
  }

  @Test
  void mapsOfManyValuesToOneHaveRightInverses() {
    Tensor x = Tensor.of(3, -4, 0);
    near(Tensor.of(0.6, -0.8, 0), Transforms.normalise().forward(x), 1e-15);
    near(Tensor.of(3, 4, 0), Transforms.abs().forward(x), 0);
    for (Transform map : List.of(Transforms.softmax(), Transforms.normalise(), Transforms.abs())) {
      Tensor y = map.forward(x);
      assertEquals(1, map.codomain().check(y).min().item());
      near(y, map.forward(map.inverse(y)), 1e-15);
    }
    Tensor rows = Tensor.of(new double[][] {{3, -4}, {0, 2}});
    Transform spheres = TransformTo.of(Constraints.independent(Constraints.sphere(), 1));
    near(Tensor.of(new double[][] {{0.6, -0.8}, {0, 1}}), spheres.forward(rows), 1e-15);
  }

  @Test
  void squareMatricesAreTheirOwnCoordinates() {
    Constraint square = Constraints.square();
    assertEquals(1, square.check(Tensor.eye(3)).item());
    assertEquals(0, square.check(Tensor.eye(3).slice(0, 0, 2)).item());
    assertEquals(0, square.check(Tensor.eye(3).div(0.0)).item());
    assertEquals(new Identity(square), BijectTo.of(square));
  }

  @Test
  void stacksCheckEachSliceByItsOwnConstraint() {
    Constraint stack = Constraints.stacked(Constraints.positive(), Constraints.unitInterval());
    Tensor values = Tensor.of(new double[][] {{2, 0.5}, {2, 2}, {-1, 0.5}});
    assertEquals(Tensor.of(1, 0, 0), stack.check(values));
    assertEquals(1, stack.check(stack.interior(Shape.of(2))).item());
    String message =
        assertThrows(
                ShapeException.class,
                () -> Constraints.stacked(Constraints.positive(), Constraints.simplex()))
            .getMessage();
    assertTrue(message.contains("equally many axes"), message);
  }

  @Test
  void reshapingKeepsTheElements() {
    String message =
        assertThrows(ShapeException.class, () -> new Reshape(Shape.of(6), Shape.of(4)))
            .getMessage();
    assertTrue(message.contains("[6]") && message.contains("[4]"), message);
    Distribution matrix = Transformed.of(BASE, new Reshape(Shape.of(3), Shape.of(3, 1)));
    assertEquals(Shape.of(3, 1), matrix.eventShape());
    assertEquals(Shape.SCALAR, matrix.logProb(matrix.sample(Key.of(1))).shape());
  }

  @Test
  void drawsKnowTheirDensityWithoutAnInverse() {
    for (Bijectors.Learnt f : Bijectors.families()) {
      Distribution base = Distributions.normal(Tensor.zeros(f.event()), 1);
      Transformed transformed = Transformed.of(base, f.member().bijector());
      Transformed.Scored draws = transformed.sampleScored(Key.of(2), Shape.of(4));
      assertEquals(transformed.sample(Key.of(2), Shape.of(4)), draws.value(), f.toString());
      near(transformed.logProb(draws.value()), draws.logProb(), 1e-8);
    }
  }

  @Test
  void aLawGivenContextsHasTheirBatch() {
    Family<Conditional> twins = Flows.conditional(Flows.iterated(2, Flows.planar(3)), 2, 4);
    var distributions = new ConditionalTransformed(BASE, twins.at(twins.start(Key.of(1))));
    Tensor contexts = Tensor.of(new double[][] {{0, 1}, {2, -1}, {1, 1}, {0.3, 0}});
    Transformed transformed = distributions.given(contexts);
    assertEquals(Shape.of(4), transformed.batchShape());
    Tensor y = transformed.sample(Key.of(2), Shape.of(5));
    assertEquals(Shape.of(5, 4, 3), y.shape());
    Tensor one = distributions.given(contexts.get(2)).logProb(y.slice(1, 2, 3).squeeze(1));
    near(one, transformed.logProb(y).slice(1, 2, 3).squeeze(1), 1e-10);
  }
}
