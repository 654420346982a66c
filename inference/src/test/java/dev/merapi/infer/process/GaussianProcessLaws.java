package dev.merapi.infer.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class GaussianProcessLaws {
  private static final Tensor X = Tensor.linspace(-1, 1, 12);
  private static final Stationary MATERN = Covariance.matern(1.5, 1.3, 0.6);
  private static final GaussianProcess PROCESS = new GaussianProcess(MATERN);

  private static double most(Tensor difference) {
    return Arrays.stream(difference.toArray()).map(Math::abs).max().orElse(0);
  }

  /** p(y, y′) = p(y) p(y′ | y). */
  @Test
  void marginalTimesConditionalIsJoint() {
    Tensor at = Tensor.of(-0.35, 0.12, 1.4);
    Tensor noise = Tensor.scalar(0.2);
    Tensor both = Tensor.concat(0, X, at);
    GaussianProcess exact = new GaussianProcess(MATERN, 0);
    Tensor noises = Tensor.concat(0, noise.expand(Shape.of(12)), Tensor.zeros(Shape.of(3)));
    Tensor y = exact.marginal(both, noises).sample(Key.of(1));
    double joint = exact.marginal(both, noises).logProb(y).item();
    double first = exact.marginal(X, noise).logProb(y.slice(0, 0, 12)).item();
    double second = exact.given(X, y.slice(0, 0, 12), noise, at).logProb(y.slice(0, 12, 15)).item();
    assertEquals(joint, first + second, 1e-9);
  }

  /** Without noise the process goes through what was seen. */
  @Test
  void givenItsOwnValuesItHasThem() {
    Tensor f = X.times(3).sin();
    MultivariateNormal law =
        (MultivariateNormal) PROCESS.given(X, f, Tensor.scalar(0), X.slice(0, 3, 5));
    assertArrayEquals(f.slice(0, 3, 5).toArray(), law.loc().toArray(), 1e-6);
  }

  /** With the inputs themselves as inducing ones nothing is left out. */
  @Test
  void inducingByAllInputsIsExact() {
    Tensor noise = Tensor.scalar(0.3);
    Tensor y = PROCESS.marginal(X, noise).sample(Key.of(2));
    assertEquals(
        PROCESS.marginal(X, noise).logProb(y).item(),
        PROCESS.marginal(X, noise, X).logProb(y).item(),
        1e-5);
    Tensor few = Tensor.linspace(-1, 1, 5);
    assertTrue(
        Math.abs(
                PROCESS.marginal(X, noise).logProb(y).item()
                    - PROCESS.marginal(X, noise, few).logProb(y).item())
            < 3);
  }

  /** The covariance of the basis becomes that of the process as the basis grows. */
  @Test
  void basisBecomesTheProcess() {
    for (Stationary k :
        new Stationary[] {
          Covariance.squaredExponential(1.1, 0.4), MATERN, Covariance.matern(2.5, 0.8, 0.5)
        }) {
      double before = Double.POSITIVE_INFINITY;
      for (int m : new int[] {4, 12, 40, 400}) {
        HilbertBasis basis = HilbertBasis.around(X, 3, m);
        double error = most(basis.of(k).between(X, X).minus(k.between(X, X)));
        assertTrue(error < before || error < 1e-12, k + " " + m + ": " + error);
        before = error;
      }
      assertEquals(0, before, 2e-3);
    }
  }

  @Test
  void basisInTwoColumns() {
    Tensor x = Tensor.of(new double[] {0, 0, 0.5, -0.4, -1, 1, 0.2, 0.7, 1, -1}, Shape.of(5, 2));
    Stationary k = Covariance.squaredExponential(Tensor.scalar(0.9), Tensor.of(0.6, 0.9));
    HilbertBasis basis = HilbertBasis.around(x, 3, 25, 20);
    assertEquals(Shape.of(500, 2), basis.frequencies().shape());
    assertEquals(0, most(basis.of(k).between(x, x).minus(k.between(x, x))), 1e-4);
  }

  /** √λ of the sines, and their norm on the box: ∫ φᵢ φⱼ = 1 where i = j, else 0. */
  @Test
  void sinesAreOrthonormal() {
    HilbertBasis basis = HilbertBasis.around(X, 1.5, 5);
    int n = 3000;
    Tensor grid = Tensor.arange(n).plus(0.5).times(3.0 / n).minus(1.5);
    Tensor phi = basis.features(grid);
    Tensor products = phi.transpose().matmul(phi).times(3.0 / n);
    assertEquals(0, most(products.minus(Tensor.eye(5))), 1e-6);
  }

  @Test
  void badSettingsAreSentences() {
    assertThrows(ArgumentException.class, () -> new GaussianProcess(MATERN, -1));
    assertThrows(ArgumentException.class, () -> HilbertBasis.around(X, 1, 5));
    assertThrows(ArgumentException.class, () -> HilbertBasis.around(X, 2, 0));
    assertThrows(ArgumentException.class, () -> HilbertBasis.around(X, 2, 3, 3));
    assertThrows(
        ArgumentException.class,
        () -> HilbertBasis.around(X, 2, 3).features(Tensor.zeros(Shape.of(4, 2))));
    assertThrows(ArgumentException.class, () -> MATERN.between(X, Tensor.zeros(Shape.of(4, 2))));
    assertThrows(ArgumentException.class, () -> MATERN.between(X, Tensor.zeros(Shape.of(4, 2, 2))));
  }
}
