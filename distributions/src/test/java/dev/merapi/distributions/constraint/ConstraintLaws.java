package dev.merapi.distributions.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Constraints of numbers: what is said of an array is what is said of all its elements. */
class ConstraintLaws {
  private static final double[] EDGES = {
    Double.NEGATIVE_INFINITY,
    -0x1p54,
    -2.5,
    -1,
    -0.0,
    0,
    1e-300,
    0.5,
    1,
    2,
    3,
    1e300,
    0x1p53,
    0x1p54,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  @Provide
  Arbitrary<Constraint> constraints() {
    Tensor zero = Tensor.scalar(0);
    Tensor two = Tensor.scalar(2);
    return Arbitraries.of(
        new Real(),
        new Circular(),
        new GreaterThan(zero, false),
        new GreaterThan(zero, true),
        new LessThan(two, false),
        new LessThan(two, true),
        new Interval(zero, true, two, false),
        new Interval(zero, false, Tensor.scalar(Double.POSITIVE_INFINITY), true),
        new Interval(Tensor.of(0, 1).unsqueeze(-1), true, two, true),
        new WholeNumber(),
        new WholeNumberFrom(zero),
        new WholeNumberBetween(zero, two),
        new Independent(new GreaterThan(zero, true), 1));
  }

  @Provide
  Arbitrary<List<Double>> arrays() {
    Arbitrary<Double> finite = Arbitraries.of(0.0, 1.0, 2.0, 0.5);
    Arbitrary<Double> edges = Arbitraries.of(Arrays.stream(EDGES).boxed().toArray(Double[]::new));
    return Arbitraries.frequencyOf(
        Tuple.of(1, edges.list().ofMaxSize(3)),
        Tuple.of(1, finite.list().ofMaxSize(40)),
        Tuple.of(1, Arbitraries.of(0.0, 1.0, 2.0).list().ofMaxSize(40)));
  }

  @Property
  void anArrayIsInTheSetIfAllItsElementsAre(
      @ForAll("constraints") Constraint set, @ForAll("arrays") List<Double> numbers) {
    double[] values = numbers.stream().mapToDouble(x -> x).toArray();
    Dense array = Tensor.of(values, Shape.of(values.length)).dense();
    boolean each = true;
    for (double flag : set.check(array).toArray()) {
      each &= flag != 0;
    }
    assertEquals(each, set.holds(array));
  }
}
