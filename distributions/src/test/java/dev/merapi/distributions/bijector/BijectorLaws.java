package dev.merapi.distributions.bijector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.internal.bijector.StrictTriangle;
import dev.merapi.distributions.internal.bijector.Triangle;
import dev.merapi.distributions.internal.specimen.Bijectors;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.distributions.transform.TransformTo;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Round trips both ways, and log-determinants equal to those of numeric Jacobians. */
public class BijectorLaws {
  private static final int BATCH = 5;
  private static final double STEP = 1e-5;

  public static Stream<DynamicTest> each(Consumer<Bijectors.Specimen> consumer) {
    return Bijectors.all().stream()
        .map(s -> DynamicTest.dynamicTest(s.toString(), () -> consumer.accept(s)));
  }

  public static Tensor points(Bijectors.Specimen s) {
    return points(s, Shape.of(BATCH), 1, Key.of(11));
  }

  /** Points of the domain, from normal ones of the unconstrained space. */
  public static Tensor points(Bijectors.Specimen s, Shape batch, double reach, Key key) {
    Bijector onto = BijectTo.of(s.bijector().domain());
    return onto.forward(normals(batch.append(onto.inverseShape(s.event())), key).times(reach));
  }

  public static Tensor normals(Shape shape, Key key) {
    double[] values = new double[shape.count()];
    Draws.normal(key, values, 0, values.length);
    return Tensor.of(values, shape);
  }

  public static void near(String what, Tensor expected, Tensor actual, double tolerance) {
    double gap = expected.minus(actual).abs().div(expected.abs().plus(1)).max().item();
    assertEquals(expected.shape(), actual.shape(), what);
    assertTrue(gap <= tolerance, () -> what + ": " + actual + ", expected " + expected);
  }

  @TestFactory
  Stream<DynamicTest> theInverseUndoesTheMapAndTheMapTheInverse() {
    return each(s -> roundTrip(s.bijector(), points(s)));
  }

  @Property(tries = 400)
  void roundTripsFromDrawnPoints(
      @ForAll("bijectors") Bijectors.Specimen s,
      @ForAll("batches") Shape batch,
      @ForAll @DoubleRange(max = 2) double reach,
      @ForAll long seed) {
    roundTrip(s.bijector(), points(s, batch, reach, Key.of(seed)));
  }

  @Provide
  Arbitrary<Bijectors.Specimen> bijectors() {
    return Arbitraries.of(Bijectors.all());
  }

  @Provide
  Arbitrary<Shape> batches() {
    return Arbitraries.of(Shape.SCALAR, Shape.of(1), Shape.of(3), Shape.of(2, 3));
  }

  public static void roundTrip(Bijector f, Tensor x) {
    Tensor y = f.forward(x);
    assertEquals(f.forwardShape(x.shape()), y.shape());
    assertEquals(x.shape(), f.inverseShape(y.shape()));
    assertEquals(1, f.codomain().check(y).min().item(), "codomain");
    near("inverse", x, f.inverse(y), 1e-9 + amplification(f, y));
    near("forward", y, f.forward(f.inverse(y)), 1e-12);
    near("inverse of the inverse", y, f.inverse().inverse().forward(x), 0);
  }

  /** How far f⁻¹ moves when the digits of y after the fiftieth are cut, times 16. */
  private static double amplification(Bijector f, Tensor y) {
    Tensor signs = Tensor.arange(y.shape().count()).reshape(y.shape()).mod(2).times(2).minus(1);
    Tensor near = y.times(signs.times(0x1p-50).plus(1));
    Tensor moved = f.inverse(near).minus(f.inverse(y)).abs().max();
    return 16 * moved.item();
  }

  @TestFactory
  Stream<DynamicTest> theLogDeterminantIsThatOfTheNumericJacobian() {
    return each(s -> logDeterminant(s.bijector(), points(s)));
  }

  @Property(tries = 200)
  void logDeterminantsAtDrawnPoints(
      @ForAll("bijectors") Bijectors.Specimen s,
      @ForAll @DoubleRange(min = 0.1, max = 1.5) double reach,
      @ForAll long seed) {
    logDeterminant(s.bijector(), points(s, Shape.of(2), reach, Key.of(seed)));
  }

  public static void logDeterminant(Bijector f, Tensor x) {
    Shape batch = x.shape().takeLeft(1);
    Tensor ours = f.logAbsDetJacobian(x, f.forward(x)).expand(batch);
    Tensor back = f.inverse().logAbsDetJacobian(f.forward(x), x).expand(batch);
    near("inverse", ours.unaryMinus(), back, 1e-12);
    Bijector.Moved there = f.forwardMoved(x);
    assertEquals(f.forward(x), there.value());
    near("on the way", ours, there.logAbsDetJacobian().expand(batch), 1e-12);
    Bijector.Moved again = f.inverseMoved(there.value());
    Tensor near = f.logAbsDetJacobian(again.value(), there.value()).expand(batch);
    near("on the way back", near, again.logAbsDetJacobian().expand(batch), 1e-8);
    for (int i = 0; i < batch.count(); i++) {
      Tensor at = x.get(i);
      double value = ours.get(i).item();
      assertTrue(
          Arrays.stream(Side.values()).anyMatch(side -> agrees(f, at, side, value)),
          () -> "at " + at + ": " + value + ", expected " + numeric(f, at, Side.BOTH, STEP));
    }
  }

  /**
   * Whether differences agree to 1e-6 and to four times what they move by as their step is doubled
   * and halved: near the edge of a domain they have fewer digits.
   */
  private static boolean agrees(Bijector f, Tensor at, Side side, double value) {
    double slope = numeric(f, at, side, STEP);
    double wide = Math.abs(slope - numeric(f, at, side, 2 * STEP));
    double narrow = Math.abs(slope - numeric(f, at, side, STEP / 2));
    double doubt = 4 * Math.max(wide, narrow);
    return Math.abs(value - slope) <= 1e-6 * Math.max(1, Math.abs(slope)) + doubt;
  }

  @Provide
  Arbitrary<Bijector> maps() {
    return Arbitraries.of(Bijectors.all())
        .filter(s -> s.event().rank() == 0)
        .map(Bijectors.Specimen::bijector)
        .filter(f -> f.domain() instanceof Real && f.codomain() instanceof Real);
  }

  /** (f, g), h and f, (g, h) are one map, with one determinant. */
  @Property(tries = 100)
  void chainsAreAssociative(
      @ForAll("maps") Bijector f,
      @ForAll("maps") Bijector g,
      @ForAll("maps") Bijector h,
      @ForAll @DoubleRange(min = -2, max = 2) double at) {
    Bijector left = f.then(g).then(h);
    Bijector right = f.then(g.then(h));
    Tensor x = Tensor.scalar(at);
    Tensor y = left.forward(x);
    assertEquals(y, right.forward(x));
    assertEquals(left.logAbsDetJacobian(x, y), right.logAbsDetJacobian(x, y));
  }

  /** The determinant in unconstrained coordinates of the domain, less that of these. */
  private static double numeric(Bijector f, Tensor x, Side side, double h) {
    Bijector onto = BijectTo.of(f.domain());
    Tensor u = onto.inverse(x);
    double whole = numeric(v -> free(f.codomain(), f.forward(onto.forward(v))), u, side, h);
    return whole - numeric(v -> free(f.domain(), onto.forward(v)), u, side, h);
  }

  /** ½ ln det JᵀJ by differences. */
  private static double numeric(UnaryOperator<Tensor> map, Tensor at, Side side, double h) {
    int n = at.shape().count();
    List<Tensor> columns = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int axis = i;
      columns.add(
          side.slope(
              step -> {
                double[] moved = at.toArray();
                moved[axis] += step;
                return map.apply(Tensor.of(moved, at.shape()));
              },
              h));
    }
    Tensor jacobian = Tensor.stack(-1, columns.toArray(Tensor[]::new));
    Tensor gram = jacobian.transpose().matmul(jacobian);
    return gram.cholesky().diagonal().log().sum().item();
  }

  /**
   * Where the points of a difference lie: left and right, or, where a map has a corner closer than
   * they are, on the side without it.
   */
  private enum Side {
    BOTH,
    RIGHT,
    LEFT;

    /** The slope at 0. */
    Tensor slope(DoubleFunction<Tensor> f, double h) {
      return switch (this) {
        case BOTH -> f.apply(h).minus(f.apply(-h)).div(2 * h);
        case RIGHT -> oneSided(f, h);
        case LEFT -> oneSided(f, -h);
      };
    }

    private static Tensor oneSided(DoubleFunction<Tensor> f, double h) {
      return f.apply(h).times(4).minus(f.apply(0).times(3)).minus(f.apply(2 * h)).div(2 * h);
    }
  }

  /** The coordinates that the documented determinant is taken over. */
  private static Tensor free(Constraint codomain, Tensor y) {
    String name = codomain.getClass().getSimpleName();
    return switch (name) {
      case "Simplex" -> y.slice(-1, 0, y.size(-1) - 1);
      case "Joined" -> Tensor.concat(-1, y.slice(-1, 0, 2), y.slice(-1, 3, 5));
      case "LowerTriangular", "LowerCholesky", "SoftplusLowerCholesky", "ScaledUnitLowerCholesky" ->
          Triangle.read(y);
      case "PositiveDefinite", "Symmetric" -> Triangle.read(y);
      case "UnitLowerCholesky", "CorrelationCholesky", "CorrelationMatrix" ->
          StrictTriangle.read(y);
      default -> y.reshape(-1);
    };
  }

  @TestFactory
  Stream<DynamicTest> everyContinuousConstraintIsReachedFromUnconstrainedSpace() {
    Tensor bound = Tensor.of(0.2, 0.5);
    return Stream.of(
            Constraints.real(),
            Constraints.greaterThan(bound),
            Constraints.atMost(bound),
            Constraints.openInterval(Tensor.scalar(0), bound),
            Constraints.circular(),
            Constraints.simplex(),
            Constraints.ordered(),
            Constraints.positiveOrdered(),
            Constraints.l1Ball(),
            Constraints.zeroSum(1),
            Constraints.lowerTriangular(),
            Constraints.lowerCholesky(),
            Constraints.softplusLowerCholesky(),
            Constraints.scaledUnitLowerCholesky(),
            Constraints.unitLowerCholesky(),
            Constraints.correlationCholesky(),
            Constraints.correlationMatrix(),
            Constraints.positiveDefinite(),
            Constraints.positiveSemidefinite(),
            Constraints.symmetric(),
            Constraints.joined(
                List.of(Constraints.simplex(), Constraints.positive()), List.of(4, 3)),
            Constraints.stacked(Constraints.realVector(), Constraints.ordered()),
            Constraints.independent(Constraints.simplex(), 1),
            Constraints.independent(Constraints.positive(), 2))
        .map(
            constraint ->
                DynamicTest.dynamicTest(
                    constraint.describe(),
                    () -> {
                      Bijector onto = BijectTo.of(constraint);
                      int events = onto.domain().eventDim();
                      Shape event =
                          events == 2 ? Shape.of(2, 3) : events == 1 ? Shape.of(6) : Shape.of(2);
                      Tensor x = points(new Bijectors.Specimen(new Affine(bound, bound), event));
                      assertEquals(1, constraint.check(onto.forward(x)).min().item());
                      Tensor y = TransformTo.of(constraint).forward(x);
                      assertEquals(1, constraint.check(y).min().item());
                      Tensor again = TransformTo.of(constraint).inverse(y);
                      near("transform", y, TransformTo.of(constraint).forward(again), 1e-10);
                    }));
  }

  @Test
  void discreteSetsAndSpheresAreRefusedInASentence() {
    for (Constraint constraint :
        List.of(
            Constraints.count(),
            Constraints.bool(),
            Constraints.oneHot(),
            Constraints.wholeNumber(),
            Constraints.countsOfTotal(Tensor.scalar(3)))) {
      String message =
          assertThrows(ArgumentException.class, () -> BijectTo.of(constraint)).getMessage();
      assertTrue(message.contains("enumerate the site"), message);
      assertTrue(message.contains(constraint.describe()), message);
    }
    String sphere =
        assertThrows(ArgumentException.class, () -> BijectTo.of(Constraints.sphere())).getMessage();
    assertTrue(sphere.contains("TransformTo"), sphere);
  }
}
