package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws for those who extend the library hold for what is in it, and fail for what is wrong. */
class ExtenderLaws {
  @TestFactory
  Stream<DynamicTest> distributionsOfTheLibraryHaveTheLaws() {
    return Stream.<Distribution>of(
            normal(Tensor.of(0, 3), 2),
            gamma(2, 3),
            dirichlet(2, 1, 3),
            categorical(0.2, 0.5, 0.3),
            poisson(2.5))
        .map(
            d ->
                DynamicTest.dynamicTest(
                    d.getClass().getSimpleName(),
                    () -> DistributionEquations.all(d).assertHolds()));
  }

  @Test
  void aDensityWithoutItsNormaliserIsFound() {
    Verdict verdict = DistributionEquations.all(new Bell(Tensor.scalar(2), false));
    Set<String> failing =
        verdict.failures().stream().map(line -> line.check().name()).collect(Collectors.toSet());
    assertTrue(failing.contains("total"), verdict::toString);
  }

  @TestFactory
  Stream<DynamicTest> bijectorsOfTheLibraryHaveTheLaws() {
    return Stream.of(BijectTo.of(Constraints.positive()), BijectTo.of(Constraints.interval(1, 3)))
        .map(
            f ->
                DynamicTest.dynamicTest(f.toString(), () -> BijectorEquations.all(f, Shape.of(2))));
  }

  @Test
  void aBijectorOntoTheSimplexHasThem() {
    BijectorEquations.all(BijectTo.of(Constraints.simplex()), Shape.of(3));
  }

  @Test
  void aWrongDeterminantIsFound() {
    Bijector exp = BijectTo.of(Constraints.positive());
    assertThrows(
        AssertionError.class, () -> BijectorEquations.all(new HalfJacobian(exp), Shape.of(2)));
  }
}
