package dev.merapi.distributions.combinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.BijectorLaws;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.specimen.Bijectors;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A distribution function is a bijector whose slope is the density. */
class ProbabilityIntegralLaws {
  @TestFactory
  Stream<DynamicTest> distributionFunctionsAreBijectors() {
    return Stream.of(
            Distributions.normal(0.3, 3),
            Distributions.logistic(0.3, 2),
            Distributions.gumbel(0.3, 2),
            Distributions.exponential(0.7),
            Distributions.gamma(2.3, 0.7),
            Distributions.weibull(1.5, 0.8),
            Distributions.beta(0.8, 2.3),
            Distributions.uniform(-1, 3))
        .map(
            distribution ->
                DynamicTest.dynamicTest(distribution.toString(), () -> bijector(distribution)));
  }

  private static void bijector(Distribution distribution) {
    Bijectors.Specimen s =
        new Bijectors.Specimen(new ProbabilityIntegral(distribution), Shape.SCALAR);
    Tensor x = BijectorLaws.points(s);
    BijectorLaws.roundTrip(s.bijector(), x);
    BijectorLaws.logDeterminant(s.bijector(), x);
  }

  @Test
  void oneLawBecomesAnotherThroughUniformNumbers() {
    Distribution from = Distributions.normal(Tensor.of(0, 1), 1);
    Distribution to = Distributions.gamma(2, 3);
    Bijector map = new ProbabilityIntegral(from).then(new ProbabilityIntegral(to).inverse());
    Tensor y = map.forward(Tensor.scalar(0.5));
    assertEquals(Shape.of(2), y.shape());
    assertTrue(to.cdf(y).minus(from.cdf(Tensor.scalar(0.5))).abs().max().item() < 1e-14);
    Tensor density = from.logProb(map.inverse(y)).minus(map.logAbsDetJacobian(map.inverse(y), y));
    assertTrue(density.minus(to.logProb(y)).abs().max().item() < 1e-12);
  }

  @Test
  void countsAreRefusedInASentence() {
    String message =
        assertThrows(
                ArgumentException.class, () -> new ProbabilityIntegral(Distributions.poisson(2)))
            .getMessage();
    assertTrue(message.contains("Poisson") && message.contains("whole number"), message);
  }
}
