package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.FisherSnedecor;
import dev.merapi.distributions.continuous.Stable;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.multivariate.MultivariateStudentT;
import dev.merapi.distributions.sequence.GammaGaussianHmm;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Parameters at the ends of their domains, one at a time, in every row of the registry: the
 * distribution, its draws, densities and moments have limits there, or the parameter is refused in
 * a sentence; nothing is NaN.
 */
class ExtremeLaws {
  private static final Key KEY = Key.of(9);

  /** The numbers to try in place of a parameter that lives in a set. */
  private static double[] ends(Constraint domain) {
    return switch (domain) {
      case GreaterThan _ -> new double[] {0, 1e-300, 1e-12, 1e8, 1e300};
      case Interval _ -> new double[] {0, 1e-300, 1e-12, 1 - 0x1p-53, 1};
      case Real _ -> new double[] {-1e300, -1e8, 0, 1e8, 1e300};
      case Independent(Constraint each, int _) -> ends(each);
      default -> new double[0];
    };
  }

  @TestFactory
  Stream<DynamicTest> nothingIsNan() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Specimen s : Specimens.all()) {
      for (int i = 0; i < s.parameters().size(); i++) {
        for (double end : ends(s.domains().get(i))) {
          int operand = i;
          String name = "%s, parameter %d = %s".formatted(s.name(), i, end);
          tests.add(DynamicTest.dynamicTest(name, () -> check(s, operand, end)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(Specimen s, int operand, double end) {
    List<Tensor> parameters = new ArrayList<>(s.parameters());
    Tensor usual = parameters.get(operand);
    parameters.set(operand, Tensor.full(usual.shape(), end));
    Distribution distribution;
    try {
      distribution = s.with(parameters).distribution();
    } catch (ArgumentException refused) {
      assertNotNull(refused.getMessage());
      return;
    }
    try {
      check(s.distribution().sample(KEY, Shape.of(5)), distribution);
    } catch (ArgumentException refused) {
      assertNotNull(refused.getMessage());
    }
  }

  private static void check(Tensor usualDraws, Distribution distribution) {
    finite("logProb of usual draws", () -> distribution.logProb(usualDraws));
    Tensor draws = distribution.sample(KEY, Shape.of(5));
    finite("draws", () -> draws);
    finite("logProb of its draws", () -> distribution.logProb(draws));
    if (hasMoments(distribution)) {
      finite("mean", distribution::mean);
      finite("variance", distribution::variance);
    }
    finite("mode", distribution::mode);
    finite("entropy", distribution::entropy);
    if (distribution.eventDim() == 0) {
      finite("cdf", () -> distribution.cdf(usualDraws));
    }
  }

  /** Tails as heavy as Cauchy's have no mean, which is NaN as it should be. */
  private static boolean hasMoments(Distribution distribution) {
    return !(distribution instanceof Cauchy
        || distribution instanceof StudentT
        || distribution instanceof MultivariateStudentT
        || distribution instanceof GammaGaussianHmm
        || distribution instanceof Stable
        || distribution instanceof FisherSnedecor);
  }

  private static void finite(String what, Supplier<Tensor> quantity) {
    DistributionDensityLaws.known(quantity)
        .ifPresent(
            value -> assertEquals(0, value.isNan().max().item(), () -> what + " is " + value));
  }
}
