package dev.merapi.distributions;

import static dev.merapi.distributions.Distributions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.combinator.Censored;
import dev.merapi.distributions.combinator.IntervalCensored;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.combinator.Truncated;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.divergence.Kl;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Probabilities next to 0 and next to 1. Right values by mpmath 1.3 with 60 digits, SciPy 1.17, or
 * the closed forms that stand beside them.
 */
class EndsGolden {
  private static final Tensor ONE = Tensor.scalar(1);

  private static void is(double expected, Tensor actual, double relative) {
    assertEquals(expected, actual.item(), relative * Math.abs(expected));
  }

  private static void is(double expected, Tensor actual) {
    is(expected, actual, 1e-12);
  }

  private static Tensor censored(Distribution d, double at) {
    return Censored.right(d, ONE).logProb(Tensor.scalar(at));
  }

  /** ln p on the unconstrained scale at u, with the Jacobian. */
  private static double free(Distribution d, double... u) {
    Bijector onto = BijectTo.of(d.support());
    Tensor x = u.length == 1 ? Tensor.scalar(u[0]) : Tensor.of(u);
    Tensor inside = d.logDensity(onto.forwardInside(x));
    return inside.plus(onto.logAbsDetJacobian(x, onto.forward(x))).item();
  }

  @Test
  void rightCensoring() {
    is(-800, censored(exponential(1), 800));
    is(-1000, censored(weibull(1, 1.5), 100));
    is(-40, censored(logistic(0, 1), 40));
    is(-38.0709, censored(beta(1, 19), 0.865169), 1e-5);
    is(19 * Math.log(1 - 0.865169), censored(beta(1, 19), 0.865169));
    is(0, censored(weibull(1, 1.5), 0));
    Symbolic.Input rate = Symbolic.Input.recorded("rate", Tensor.scalar(1).dense());
    Tensor log = Censored.right(exponential(rate), ONE).logProb(Tensor.scalar(800));
    is(-800, Gradient.ofRecorded(log, List.of(rate)).getFirst().dense());
  }

  @Test
  void intervals() {
    Tensor from = Tensor.of(5, Double.POSITIVE_INFINITY);
    IntervalCensored seen = IntervalCensored.of(exponential(2));
    seen.requireInSupport(from);
    is(-10, seen.logProb(from));
    Tensor all = Tensor.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertEquals(0, IntervalCensored.of(normal(0, 1)).logProb(all).item());
    Tensor far = IntervalCensored.of(logistic(0, 1)).logProb(Tensor.of(700, 701));
    is(-700 + Math.log1p(-Math.exp(-1)), far);
  }

  @Test
  void truncation() {
    is(-1, truncated(exponential(1), 37, Double.POSITIVE_INFINITY).logProb(Tensor.scalar(38)));
    is(10.068409369547619, truncated(normal(0, 1), 10, 11).icdf(Tensor.scalar(0.5)));
    Distribution far = truncated(normal(0, 1), 40, 41);
    Tensor draws = far.sample(Key.of(1), Shape.of(2000));
    assertEquals(40.0249, draws.mean().item(), 0.005);
    assertTrue(draws.min().item() >= 40 && draws.max().item() < 40.5);
    Tensor sorted = truncated(normal(0, 1), 8, 9).sample(Key.of(1), Shape.of(2000)).sort(-1);
    Tensor steps = sorted.slice(-1, 1, 2000).minus(sorted.slice(-1, 0, 1999));
    assertTrue(steps.gt(0).sum().item() > 1990);
    Distribution open = truncated(normal(0, 1), 9, Double.POSITIVE_INFINITY);
    assertTrue(open.sample(Key.of(2), Shape.of(500)).max().item() < 12);
  }

  @Test
  void truncatedCounts() {
    Distribution positive = Truncated.below(poisson(0.5), Tensor.scalar(1));
    is(Math.log(0.5) - 0.5 - Math.log(-Math.expm1(-0.5)), positive.logProb(Tensor.scalar(1)));
    assertEquals(Double.NEGATIVE_INFINITY, positive.logProb(Tensor.scalar(0)).item());
    is(0.5 / -Math.expm1(-0.5), positive.sample(Key.of(3), Shape.of(40000)).mean(), 0.01);
    Distribution some = truncated(binomial(10, 0.3), 2, 4);
    assertEquals(3, some.enumerateSupport(false).size(0));
    is(1, some.logProb(Tensor.of(2, 3, 4)).exp().sum());
    is(62.0 / 21, some.mean());
  }

  @Test
  void copulas() {
    Tensor r = Tensor.of(new double[] {1, .5, .5, 1}, Shape.of(2, 2));
    Distribution d = gaussianCopula(normal(Tensor.zeros(Shape.of(2)), ONE), r);
    is(-55.694036, d.logProb(Tensor.of(-9, -9)), 1e-7);
    is(-44.360702, d.logProb(Tensor.of(8, 8)), 1e-7);
    is(-268.360702, d.logProb(Tensor.of(20, 20)), 1e-7);
    Distribution e = gaussianCopula(logistic(Tensor.zeros(Shape.of(2)), ONE), r);
    is(e.logProb(Tensor.of(-60, -60)).item(), e.logProb(Tensor.of(60, 60)));
  }

  @Test
  void theUnconstrainedScale() {
    assertEquals(-21.14473, free(beta(.5, .5), 40), 1e-5);
    assertEquals(-.01 * 37 - Math.log(199.9671), free(beta(.01, .01), 37), 1e-5);
    for (double u : new double[] {-700, 700}) {
      double half = -350 - Math.log(Math.PI);
      assertEquals(half, free(beta(.5, .5), u), 1e-9);
      assertEquals(half, free(affineBeta(.5, .5, 3, 2), u), 1e-9);
      assertEquals(-700, free(uniform(3, 5), u), 1e-9);
    }
    assertEquals(-350 - Math.log(4.0 / 3), free(beta(2, .5), 700), 1e-9);
    assertEquals(-350 - Math.log(2), free(kumaraswamy(1, .5), 700), 1e-9);
    assertEquals(-70 - 2.252712651734206, free(gamma(.1, 1), -700), 1e-9);
    Distribution half = Dirichlet.of(Tensor.full(Shape.of(3), .5));
    for (double[] u : new double[][] {{700, 700}, {-700, -700}, {700, -700}, {-700, 700}}) {
      assertTrue(Double.isFinite(free(half, u)), () -> java.util.Arrays.toString(u));
    }
    Distribution shifted =
        Transformed.of(beta(.5, .5), new Affine(Tensor.scalar(3), Tensor.scalar(2)));
    Bijector onto = BijectTo.of(uniform(3, 5).support());
    Tensor far = Tensor.scalar(40);
    Tensor inside = shifted.logDensity(onto.forwardInside(far));
    double log = inside.plus(onto.logAbsDetJacobian(far, onto.forward(far))).item();
    assertEquals(-21.14473, log, 1e-5);
  }

  @Test
  void quantilesNextToZero() {
    is(1.2729839429185924e-15, beta(.01, .5).icdf(Tensor.scalar(.7)), 1e-10);
    is(1.330129004493665e-144, beta(.00101, .0451).icdf(Tensor.scalar(.7)), 1e-9);
    is(0.9999600015999, fisherSnedecor(2, .5).cdf(Tensor.scalar(1e17)), 1e-6);
  }

  @Test
  void squaresThatOverflow() {
    Tensor x = Tensor.scalar(1e155);
    is(-Math.log(Math.PI) - 2 * Math.log(1e155), cauchy(0, 1).logProb(x));
    is(Math.log(2 / Math.PI) - 2 * Math.log(1e155), halfCauchy(1).logProb(x));
    is(-Math.log(Math.PI) - 2 * Math.log(1e155), studentT(1, 0, 1).logProb(x));
  }

  /** Where a factor 0 and a factor ∞ meet, and where matrices are beyond numbers. */
  @Test
  void cornersAreImpossible() {
    Distribution corner = dirichlet(Tensor.of(0.7, 2, 1.3));
    is(Double.NEGATIVE_INFINITY, corner.logProb(Tensor.of(0, 0, 1)));
    is(Double.POSITIVE_INFINITY, corner.logProb(Tensor.of(0, 0.5, 0.5)));
    Distribution narrow =
        lowRankMultivariateNormal(
            Tensor.zeros(Shape.of(2)), Tensor.full(Shape.of(2, 1), 1e155), Tensor.of(1, 1));
    is(Double.NEGATIVE_INFINITY, narrow.logProb(Tensor.of(1, 2)));
  }

  /** Counts end at 2⁵³. */
  @Test
  void hugeCountsHaveADensity() {
    Distribution counts = poisson(0x1p53);
    Tensor draws = counts.sample(Key.of(1), Shape.of(100));
    assertTrue(counts.logProb(draws).min().item() > Double.NEGATIVE_INFINITY);
  }

  /** Means of e⁻⁸⁰⁰ and e⁸⁰⁰, which are no numbers. */
  @Test
  void countsByTheLogarithmOfTheirMean() {
    is(-2400 - Math.log(6), poissonLog(-800).logProb(Tensor.scalar(3)));
    is(0, poissonLog(-800).logProb(Tensor.scalar(0)));
    is(3 * 709 - Math.log(6) - Math.exp(709), poissonLog(800).logProb(Tensor.scalar(3)));
    is(
        poisson(2.5).logProb(Tensor.scalar(3)).item(),
        poissonLog(Math.log(2.5)).logProb(Tensor.scalar(3)));
    is(
        3 * (-800 - Math.log(2)) + Math.log(4),
        negativeBinomialLogMean(-800, 2).logProb(Tensor.scalar(3)));
    is(
        2 * (Math.log(2) - 800) + Math.log(4),
        negativeBinomialLogMean(800, 2).logProb(Tensor.scalar(3)));
    Tensor far = Tensor.of(-700, 700);
    is(1399 * Math.exp(700), Kl.of(poissonLog(700), poissonLog(-700)).orElseThrow());
    is(0, Kl.of(poissonLog(far), poissonLog(far)).orElseThrow().sum());
  }

  @Test
  void manyOfAKind() {
    is(2 * Math.log(3) - 3 - Math.log(2), gammaPoisson(1e15, 1e15 / 3).logProb(Tensor.scalar(2)));
    double binomial = Math.log(120) + 3 * Math.log(1.0 / 3) + 7 * Math.log(2.0 / 3);
    is(binomial, betaBinomial(1e15, 2e15, 10).logProb(Tensor.scalar(3)));
    Distribution counts = dirichletMultinomial(Tensor.of(1e15, 2e15), Tensor.scalar(10));
    is(binomial, counts.logProb(Tensor.of(3, 7)));
    Distribution t =
        multivariateStudentT(Tensor.scalar(1e12), Tensor.zeros(Shape.of(2)), Tensor.eye(2));
    is(-Math.log(2 * Math.PI) - 1, t.logProb(Tensor.of(1, 1)), 1e-11);
    double peak = 0.5 * Math.log(5e11 / Math.PI) - Math.log(2);
    is(peak, fisherSnedecor(1e12, 1e12).logProb(ONE), 1e-11);
  }

  @Test
  void theClosedEnd() {
    Tensor zero = Tensor.scalar(0);
    is(Math.log(2), gamma(1, 2).logProb(zero));
    is(-Math.log(2), chi2(2).logProb(zero));
    assertEquals(0, weibull(1, 1).logProb(zero).item());
    assertEquals(0, logLogistic(1, 1).logProb(zero).item());
  }

  @Test
  void ownDraws() {
    Tensor relaxed = relaxedBernoulli(.1, .5).sample(Key.of(1), Shape.of(10000));
    assertTrue(relaxedBernoulli(.1, .5).logProb(relaxed).min().item() > Double.NEGATIVE_INFINITY);
    Tensor r = lkj(3, .02).sample(Key.of(1), Shape.of(2000));
    assertTrue(lkj(3, .02).logProb(r).min().item() > Double.NEGATIVE_INFINITY);
  }

  @Test
  void integralsOfDensities() {
    is(-23.0259, vonMises(0, 1).logCdf(Tensor.scalar(-Math.PI + 1e-9)), 0.1);
    is(0.5, vonMises(0, 2).cdf(Tensor.scalar(0)));
    is(-7.756, logNormalNegativeBinomial(5.71, -.714, 1.2).logProb(Tensor.scalar(50)), 1e-4);
  }

  @Test
  void momentsOfTruncatedOnes() {
    Distribution d = truncated(normal(0, 1), 0, Double.POSITIVE_INFINITY);
    is(Math.sqrt(2 / Math.PI), d.mean());
    is(1 - 2 / Math.PI, d.variance(), 1e-11);
  }
}
