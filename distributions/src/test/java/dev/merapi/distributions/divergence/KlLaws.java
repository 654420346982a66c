package dev.merapi.distributions.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Exp;
import dev.merapi.distributions.combinator.Delta;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.conjugate.Conjugate;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Rayleigh;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.Geometric;
import dev.merapi.distributions.discrete.NegativeBinomial;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.internal.Grid;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.multivariate.CirculantNormal;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.LowRankMultivariateNormal;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.distributions.sequence.IndependentHmm;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Closed forms of divergences are the integrals, and conjugate products are products. */
class KlLaws {
  private static Tensor s(double x) {
    return Tensor.scalar(x);
  }

  private static Tensor v(double... x) {
    return Tensor.of(x);
  }

  private static List<List<Distribution>> pairs() {
    Distribution normal = Normal.of(s(0.4), s(1.7));
    Distribution gamma = Gamma.of(s(1.9), s(0.8));
    return List.of(
        List.of(Normal.of(v(-0.3, 1), s(0.9)), normal),
        List.of(LogNormal.of(s(-0.3), s(0.5)), LogNormal.of(s(0.2), s(0.9))),
        List.of(HalfNormal.of(s(0.7)), HalfNormal.of(s(1.3))),
        List.of(Cauchy.of(s(0.7), s(0.4)), Cauchy.of(s(-0.3), s(1.3))),
        List.of(Laplace.of(s(0.7), s(0.4)), Laplace.of(s(-0.3), s(1.3))),
        List.of(Gumbel.of(s(0.7), s(0.4)), Gumbel.of(s(-0.3), s(1.3))),
        List.of(Exponential.of(s(0.7)), Exponential.of(s(1.3))),
        List.of(Gamma.of(v(0.8, 3), s(1.3)), gamma),
        List.of(InverseGamma.of(s(2.8), s(1.3)), InverseGamma.of(s(1.8), s(2.3))),
        List.of(Beta.of(s(0.8), s(1.3)), Beta.of(s(1.8), s(2.3))),
        List.of(Pareto.of(s(1.5), s(2.3)), Pareto.of(s(1.5), s(1.3))),
        List.of(Uniform.of(s(-0.5), s(2.3)), Uniform.of(s(-1), s(4))),
        List.of(ContinuousBernoulli.ofProbs(s(0.3)), ContinuousBernoulli.ofProbs(s(0.8))),
        List.of(Rayleigh.of(s(0.7)), Rayleigh.of(s(1.3))),
        List.of(VonMises.of(s(0.7), s(2)), VonMises.of(s(-0.3), s(1.3))),
        List.of(Bernoulli.ofProbs(v(0, 0.3, 1)), Bernoulli.ofLogits(s(0.5))),
        List.of(Binomial.ofProbs(s(5), s(0.3)), Binomial.ofProbs(s(5), s(0.6))),
        List.of(Geometric.ofProbs(s(0.3)), Geometric.ofProbs(s(0.6))),
        List.of(NegativeBinomial.ofProbs(s(2.5), s(0.3)), NegativeBinomial.ofProbs(s(2.5), s(0.6))),
        List.of(Poisson.of(s(2.5)), Poisson.of(s(4))),
        List.of(Bernoulli.ofProbs(v(0, 0.3, 1)), Poisson.of(s(1.4))),
        List.of(Categorical.ofProbs(v(0.2, 0, 0.8)), Categorical.ofLogits(v(0.3, 1, 0.5))),
        List.of(
            Transformed.of(Normal.of(s(-0.3), s(0.5)), new Exp()),
            Transformed.of(Normal.of(s(0.1), s(0.9)), new Exp())));
  }

  @TestFactory
  Stream<DynamicTest> theDivergenceOfNumbersIsTheIntegral() {
    return pairs().stream()
        .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> integral(pair)));
  }

  static void integral(List<? extends Distribution> pair) {
    Distribution p = pair.get(0);
    Distribution q = pair.get(1);
    Grid grid = Grid.of(p);
    Tensor gap = p.logProb(grid.points()).minus(q.logProb(grid.points()));
    Near.check("KL", Grid.expect(grid.mass(p), gap), Kl.divergence(p, q), 1e-4);
  }

  /** Within 6 standard errors of 20,000 draws: a right formula fails with probability 2e-9. */
  @TestFactory
  Stream<DynamicTest> theDivergenceOfVectorsIsTheMeanOverDraws() {
    Tensor tril = Tensor.of(new double[][] {{1.5, 0}, {-0.4, 1.2}});
    Distribution full = MultivariateNormal.ofScaleTril(v(0.3, -0.2), tril);
    Distribution low =
        LowRankMultivariateNormal.of(v(0.1, 0), Tensor.of(new double[][] {{0.4}, {1}}), v(1, 2));
    Distribution ring = CirculantNormal.of(v(0.3, -0.2, 0.5), v(1, 0.4, 0.4));
    Distribution flat = Normal.of(v(0.5, 0), v(0.8, 1.1)).toEvent(1);
    return Stream.of(
            List.of(MultivariateNormal.ofCovariance(v(0, 0), Tensor.eye(2)), full),
            List.of(low, full),
            List.of(full, flat),
            List.of(low, flat),
            List.of(flat, low),
            List.of(ring, CirculantNormal.of(v(0, 1, 0), v(2, 0.3, 0.3))),
            List.of(Normal.of(v(0.5, 0, 1), v(0.8, 1.1, 1)).toEvent(1), ring),
            List.of(
                Multinomial.ofProbs(s(3), v(0.2, 0.5, 0.3)),
                Multinomial.ofProbs(s(3), v(0.4, 0.4, 0.2))),
            List.of(full, low),
            List.of(low, low.expand(Shape.of(2))),
            List.of(flat, full),
            List.of(flat, Normal.of(s(0), s(2)).expand(Shape.of(2)).toEvent(1)),
            List.of(Dirichlet.of(v(0.7, 2, 3)), Dirichlet.of(v(1, 1, 2))))
        .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> overDraws(pair)));
  }

  private static void overDraws(List<? extends Distribution> pair) {
    Distribution p = pair.get(0);
    Distribution q = pair.get(1);
    Tensor draws =
        p.expand(Shape.broadcast(p.batchShape(), q.batchShape()))
            .sample(Key.of(3), Shape.of(20_000));
    Tensor gap = p.logProb(draws).minus(q.logProb(draws));
    Tensor mean = gap.mean(0);
    Tensor error = gap.minus(mean).square().mean(0).div(20_000).sqrt();
    Tensor z = Kl.divergence(p, q).minus(mean).abs().div(error.plus(1e-12));
    assertTrue(z.max().item() < 6, () -> Kl.divergence(p, q) + " for " + mean);
  }

  @Test
  void aPointAndAMaskAndAnImpossibleValueHaveTheirDivergences() {
    Normal q = Normal.of(s(0), s(1));
    assertEquals(-q.logProb(s(0.5)).item(), Kl.divergence(Delta.of(s(0.5), 0), q).item());
    assertEquals(0, Kl.divergence(q.mask(false), q.mask(true)).item());
    double outside = Kl.divergence(Uniform.of(s(0), s(2)), Uniform.of(s(0), s(1))).item();
    assertEquals(Double.POSITIVE_INFINITY, outside);
    Tensor partly = Kl.divergence(Uniform.of(s(0), v(0.5, 2)), Beta.of(s(2), s(1)));
    assertTrue(partly.get(0).item() < 2 && partly.get(1).item() == Double.POSITIVE_INFINITY);
    Normal wide = Normal.of(s(0), s(5));
    for (Distribution heavy : List.of(Cauchy.of(s(0), s(1)), StudentT.of(s(1.5), s(0), s(1)))) {
      assertEquals(Double.POSITIVE_INFINITY, Kl.divergence(heavy, wide).item());
    }
    Distribution thin = InverseGamma.of(s(1.8), s(2.3));
    double noInverse = Kl.divergence(Exponential.of(s(1)), thin).item();
    assertEquals(Double.POSITIVE_INFINITY, noInverse, "E 1/x is infinite");
    Tensor counts = Kl.divergence(Poisson.of(v(0, 1)), Binomial.ofProbs(s(3), s(0.5)));
    assertEquals(3 * Math.log(2), counts.get(0).item(), 1e-14);
    assertEquals(Double.POSITIVE_INFINITY, counts.get(1).item());
    String message =
        assertThrows(ArgumentException.class, () -> Kl.divergence(q, Poisson.of(s(1))))
            .getMessage();
    assertTrue(message.contains("Normal") && message.contains("Poisson"), message);
  }

  /** A hidden vector of two numbers, one of which turns into the other, seen twice. */
  private static GaussianHmm path() {
    Tensor tril = Tensor.of(new double[][] {{1.5, 0}, {-0.4, 1.2}});
    MultivariateNormal noise = MultivariateNormal.ofScaleTril(v(0.3, -0.2), tril);
    Tensor maps = Tensor.arange(8).sin().reshape(2, 2, 2);
    Tensor sight = Tensor.of(new double[][] {{1.2}, {0.4}});
    MultivariateNormal blur = MultivariateNormal.ofScaleTril(v(0.5), Tensor.eye(1));
    return GaussianHmm.of(noise, maps, noise, sight, blur, 2);
  }

  private static Tensor matrix(double... numbers) {
    return Tensor.of(numbers).reshape(2, 2);
  }

  @TestFactory
  Stream<DynamicTest> conjugateProductsAreProductsOfDensities() {
    return Stream.of(
            List.of(Normal.of(v(0.3, 1), s(0.8)), Normal.of(s(-1), s(1.4))),
            List.of(Gamma.of(s(2.3), s(0.8)), Gamma.of(s(1.2), s(1.4))),
            List.of(Beta.of(s(2.3), s(0.8)), Beta.of(s(1.2), s(1.4))),
            List.of(Dirichlet.of(v(2.3, 0.8, 1)), Dirichlet.of(v(1.2, 1.4, 3))),
            List.of(Normal.of(v(0.3, 1), s(0.8)), Normal.of(s(-1), s(1.4)).mask(v(1, 0))),
            List.of(
                MultivariateNormal.ofCovariance(v(0.3, 1), matrix(1, 0.4, 0.4, 2)),
                MultivariateNormal.ofCovariance(v(-1, 0.2), matrix(0.5, -0.3, -0.3, 0.7))),
            List.of(Normal.of(v(0.3, 1), s(0.8)).toEvent(1), Normal.of(v(2, 1), s(0.5)).toEvent(1)),
            List.of(path(), Normal.of(Tensor.of(new double[][] {{0.3}, {1}}), s(0.8)).toEvent(2)),
            List.of(
                path(),
                MultivariateNormal.ofScaleTril(v(0.3), Tensor.eye(1))
                    .expand(Shape.of(2))
                    .toEvent(1)),
            List.of(
                IndependentHmm.of(path().expand(Shape.of(3))),
                Normal.of(Tensor.arange(6).reshape(2, 3), v(0.8, 2, 1)).toEvent(2)))
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair.toString(),
                    () -> {
                      Distribution p = pair.get(0);
                      Conjugate.Update update = Conjugate.of(p, pair.get(1)).orElseThrow();
                      Tensor x = p.sample(Key.of(1), Shape.of(7));
                      Tensor product = p.logProb(x).plus(pair.get(1).logProb(x));
                      Tensor ours = update.distribution().logProb(x).plus(update.logNormaliser());
                      Near.check("product", product, ours, 1e-12);
                    }));
  }
}
