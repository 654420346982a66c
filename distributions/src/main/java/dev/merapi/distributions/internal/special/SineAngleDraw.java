package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.random.Draws;
import dev.merapi.tensor.internal.special.Bessel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draw of one angle of the bivariate von Mises distribution around 0, whose density is
 * proportional to e^(κ₁ cos x) I₀(√(κ₂² + ρ² sin² x)), as a function of κ₁, κ₂, ρ and noise, all of
 * one shape. It carries no gradient.
 *
 * <p>In u = 1 − cos x the logarithm L(u) of that is concave, since ln I₀(√w) is concave and grows
 * in w, and w = κ₂² + ρ² u(2 − u) is concave in u. So it lies below each of its tangents, and a
 * tangent of slope −a is a von Mises distribution of concentration a (around π where a &lt; 0): an
 * envelope. The tightest touches at the u which is the mean of 1 − cos x under that distribution.
 */
public record SineAngleDraw() implements Indexed {
  private static final int HALVINGS = 50;

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getLast();
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int n = inputs.getLast().count();
    return (in, out) -> {
      Envelope envelope = Envelope.of(1, 1, 0);
      for (int i = 0; i < n; i++) {
        if (!envelope.isOf(in[0][i], in[1][i], in[2][i])) {
          envelope = Envelope.of(in[0][i], in[1][i], in[2][i]);
        }
        out[i] = envelope.draw(Key.ofBits(in[3][i]));
      }
    };
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }

  /** L for one set of parameters, and its tangent of slope −a at {@code touch}. */
  private record Envelope(double k1, double k2, double rho, double touch, double a) {

    static Envelope of(double k1, double k2, double rho) {
      double low = 0;
      double high = 2;
      for (int i = 0; i < HALVINGS; i++) {
        double u = (low + high) / 2;
        double a = -slope(u, k1, k2, rho);
        double mean = 1 - Math.copySign(Bessel.i1e(Math.abs(a)) / Bessel.i0e(Math.abs(a)), a);
        if (u < mean) {
          low = u;
        } else {
          high = u;
        }
      }
      double touch = (low + high) / 2;
      return new Envelope(k1, k2, rho, touch, -slope(touch, k1, k2, rho));
    }

    boolean isOf(double k1, double k2, double rho) {
      return this.k1 == k1 && this.k2 == k2 && this.rho == rho;
    }

    double draw(Key key) {
      double level = height(touch);
      double[] u = new double[2];
      for (long attempt = 0; ; attempt++) {
        Draws.uniform(key, 2 * attempt, u, 0, 2);
        double x = new VonMisesDraw().scalar(Math.abs(a), u[0]);
        double turned = a < 0 ? x - Math.copySign(Math.PI, x) : x;
        double at = 1 - Math.cos(turned);
        double below = height(at) - level + a * (at - touch);
        if (Math.log(u[1]) < below || Double.isNaN(below)) {
          return turned;
        }
      }
    }

    private double height(double u) {
      double r = radius(u, k2, rho);
      return r + Math.log(Bessel.i0e(r)) - k1 * u;
    }

    private static double slope(double u, double k1, double k2, double rho) {
      double r = radius(u, k2, rho);
      double ratio = r < 1e-8 ? 0.5 : Bessel.i1e(r) / Bessel.i0e(r) / r;
      return rho * rho * (1 - u) * ratio - k1;
    }

    private static double radius(double u, double k2, double rho) {
      return Math.sqrt(k2 * k2 + rho * rho * u * (2 - u));
    }
  }
}
