package dev.merapi.distributions.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Log-densities of distributions of directions from their definitions in 30 digits (mpmath 1.3):
 * the constant of the bivariate distribution by its series in Bessel functions (Singh, Hnizdo and
 * Demchuk 2002, equation 2.2), that of the distribution on the sphere by sinh.
 */
class DirectionGolden {
  private static double bivariate(double phi, double psi, double... p) {
    Tensor[] scalars = new Tensor[p.length];
    for (int i = 0; i < p.length; i++) {
      scalars[i] = Tensor.scalar(p[i]);
    }
    return SineBivariateVonMises.of(scalars[0], scalars[1], scalars[2], scalars[3], scalars[4])
        .logProb(Tensor.of(phi, psi))
        .item();
  }

  @Test
  void twoAngles() {
    assertEquals(-2.1343757565684779, bivariate(0.4, -1.1, 0.3, -1, 1.4, 0.8, 0.7), 1e-14);
    assertEquals(-11.205646269387653, bivariate(2, 1, 0.3, -1, 5, 0.8, -3), 1e-13);
    assertEquals(-5.2149186288629439, bivariate(0.1, 0.2, 0, 0, 0.01, 0.02, 4), 1e-13);
    assertEquals(4.4752145050127419, bivariate(0.02, 0.01, 0, 0, 800, 900, 600), 1e-10);
  }

  private static VonMises3D around(double... concentration) {
    return VonMises3D.of(Tensor.of(concentration));
  }

  @Test
  void theSphere() {
    Tensor x = Tensor.of(2, -1, 2).div(3);
    assertEquals(-1.5098440924811042, around(0.3, -0.9, 1.5).logProb(x).item(), 1e-14);
    assertEquals(-5.0366254631004364, around(30, -40, 20).logProb(x).item(), 1e-13);
    assertEquals(-2.5290250803024852, around(1e-3, 0, 2e-3).logProb(x).item(), 1e-13);
    assertEquals(-Math.log(4 * Math.PI), around(0, 0, 0).logProb(x).item(), 1e-7);
  }

  /** From SciPy 1.17, {@code vonmises_fisher(mu, kappa).entropy()}. */
  @Test
  void theEntropyOnTheSphere() {
    assertEquals(2.130004285771547, around(0.3, -0.9, 1.5).entropy().item(), 1e-13);
    assertEquals(-1.1483559415779396, around(30, -40, 20).entropy().item(), 1e-13);
    assertEquals(2.5310234136363747, around(1e-3, 0, 2e-3).entropy().item(), 1e-10);
  }
}
