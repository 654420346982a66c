package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * A draw in [−π, π] of the von Mises distribution around 0, as a function of its concentration and
 * of noise: the wrapped Cauchy envelope of Best and Fisher (1979). The adjoint is the implicit one,
 * by {@link VonMisesSlope}.
 *
 * <p>Beyond a concentration of 10⁶ the draw is normal, which it is to within 1e-6 of a standard
 * deviation there.
 */
public record VonMisesDraw() implements Elementwise2 {
  @Override
  public double scalar(double concentration, double noise) {
    Key key = Key.ofBits(noise);
    if (!(concentration <= 1e6)) {
      return Draws.normal(key) / Math.sqrt(concentration);
    }
    if (concentration < 1e-8) {
      return Math.PI * (2 * Draws.uniform(key) - 1);
    }
    double tau = 1 + Math.sqrt(1 + 4 * concentration * concentration);
    double rho = (tau - Math.sqrt(2 * tau)) / (2 * concentration);
    double r = (1 + rho * rho) / (2 * rho);
    double[] u = new double[3];
    for (int attempt = 0; ; attempt++) {
      Draws.uniform(key, 3L * attempt, u, 0, 3);
      double z = Math.cos(Math.PI * u[0]);
      double f = (1 + r * z) / (r + z);
      double c = concentration * (r - f);
      if (c * (2 - c) > u[1] || Math.log(c / u[1]) + 1 >= c) {
        return Math.copySign(Math.acos(Math.clamp(f, -1.0, 1.0)), u[2] - 0.5);
      }
    }
  }

  @Override
  public Tensor left(Tensor concentration, Tensor noise, Tensor y, Tensor dy) {
    return dy.times(new VonMisesSlope().on(concentration, y));
  }

  @Override
  public @Nullable Tensor right(Tensor concentration, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
