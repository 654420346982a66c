package dev.merapi.distributions.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Kumaraswamy;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Near;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Divergences between two families: which are known, which are infinite, and what they are. */
class KlMixedLaws {
  private static Tensor s(double x) {
    return Tensor.scalar(x);
  }

  private static Tensor v(double... x) {
    return Tensor.of(x);
  }

  /** Every p that knows what some q asks for. */
  private static List<Distribution> from() {
    return List.of(
        Normal.of(v(-0.3, 1), s(0.9)),
        Laplace.of(s(-0.5), s(0.6)),
        Gumbel.of(s(-0.5), s(1.3)),
        StudentT.of(s(5), s(0.3), s(0.7)),
        Logistic.of(s(0.3), s(0.7)),
        Exponential.of(s(1.3)),
        Gamma.of(v(2.3, 3), s(1.3)),
        InverseGamma.of(s(4.8), s(1.3)),
        LogNormal.of(s(-0.3), s(0.5)),
        HalfNormal.of(s(0.7)),
        Weibull.of(s(1.5), s(2.3)),
        Pareto.of(s(1.5), s(4.3)),
        Beta.of(s(0.8), s(1.3)),
        Kumaraswamy.of(s(1.8), v(1.2, 1.7)),
        Uniform.of(s(0.1), s(0.8)),
        ContinuousBernoulli.ofProbs(s(0.3)));
  }

  private static List<Distribution> to() {
    return List.of(
        Normal.of(s(0.4), s(1.7)),
        Laplace.of(s(0.4), s(0.8)),
        Gumbel.of(s(-0.3), s(1.4)),
        HalfNormal.of(s(1.3)),
        Exponential.of(s(0.7)),
        Gamma.of(s(1.9), s(0.8)),
        InverseGamma.of(s(1.8), s(2.3)),
        Weibull.of(s(1.2), s(1.4)),
        Pareto.of(s(0.05), s(1.3)),
        Beta.of(s(1.8), s(2.3)),
        Uniform.of(s(0), s(2)),
        ContinuousBernoulli.ofProbs(s(0.8)));
  }

  /** Pairs of two families whose closed forms are known; the others say so. */
  private static final List<String> MIXED =
      List.of(
          "Normal: Laplace Gumbel",
          "Laplace: Normal Gumbel",
          "Gumbel: Normal",
          "StudentT: Normal",
          "Logistic: Normal",
          "Exponential: Normal Laplace Gumbel HalfNormal Gamma InverseGamma Weibull",
          "Gamma: Normal Gumbel HalfNormal Exponential InverseGamma Weibull",
          "InverseGamma: Normal HalfNormal Exponential Gamma Weibull",
          "LogNormal: Normal HalfNormal Exponential Gamma InverseGamma Weibull",
          "HalfNormal: Normal Exponential",
          "Weibull: Normal HalfNormal Exponential Gamma InverseGamma Weibull",
          "Pareto: Normal HalfNormal Exponential Gamma InverseGamma Weibull",
          "Beta: Normal HalfNormal Exponential Gamma ContinuousBernoulli Uniform",
          "Kumaraswamy: Normal HalfNormal Exponential Gamma Beta ContinuousBernoulli Uniform",
          "Uniform: Normal Laplace Gumbel HalfNormal Exponential Gamma Pareto Beta ContinuousBernoulli",
          "ContinuousBernoulli: Normal HalfNormal Exponential Uniform");

  private static String name(Distribution distribution) {
    return distribution.getClass().getSimpleName();
  }

  private static boolean isKnown(Distribution p, Distribution q) {
    return MIXED.stream()
        .map(row -> row.split(": ", -1))
        .anyMatch(
            row -> row[0].equals(name(p)) && List.of(row[1].split(" ", -1)).contains(name(q)));
  }

  private static List<List<Distribution>> products() {
    return from().stream().flatMap(p -> to().stream().map(q -> List.of(p, q))).toList();
  }

  /** Whether q allows the far ends of p, which are its extreme quantiles. */
  private static boolean isInside(Distribution p, Distribution q) {
    Tensor ends = Tensor.of(-1e3, -1e-3, 0.02, 1 - 1e-3, 1e3);
    Tensor points = ends.reshape(Shape.of(5).append(Shape.SCALAR.padLeft(p.batchShape().rank())));
    Tensor reached = p.support().check(points);
    return reached.le(q.support().check(points)).min().item() == 1;
  }

  @TestFactory
  Stream<DynamicTest> pairsOfFamiliesHaveTheirTableAndNoOther() {
    return products().stream()
        .filter(pair -> !name(pair.get(0)).equals(name(pair.get(1))))
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair.toString(),
                    () -> {
                      Distribution p = pair.get(0);
                      Distribution q = pair.get(1);
                      if (!isInside(p, q)) {
                        double kl = Kl.divergence(p, q).min().item();
                        assertEquals(Double.POSITIVE_INFINITY, kl);
                      } else {
                        assertEquals(isKnown(p, q), Kl.of(p, q).isPresent());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> finiteDivergencesAreIntegrals() {
    return products().stream()
        .filter(pair -> isKnown(pair.get(0), pair.get(1)))
        .filter(pair -> Kl.divergence(pair.get(0), pair.get(1)).max().item() < 1e3)
        .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> KlLaws.integral(pair)));
  }

  /** Kumaraswamy(1, b) is Beta(1, b), whose divergence has a formula without a quadrature. */
  @Test
  void theSumForKumaraswamyIsExactToTenDigits() {
    Tensor b = Tensor.of(0.05, 0.4, 1, 3, 40);
    Distribution q = Beta.of(s(0.7), s(3.5));
    Tensor expected = Kl.divergence(Beta.of(s(1), b), q);
    Near.check("KL", expected, Kl.divergence(Kumaraswamy.of(s(1), b), q), 1e-10);
  }
}
