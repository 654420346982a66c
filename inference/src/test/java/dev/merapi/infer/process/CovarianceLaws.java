package dev.merapi.infer.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class CovarianceLaws {
  private static Tensor inputs(int n, int d, long seed) {
    return Tensor.of(
        new SplittableRandom(seed).doubles((long) n * d, -2, 2).toArray(), Shape.of(n, d));
  }

  private static Map<String, Covariance> all() {
    Map<String, Covariance> all = new LinkedHashMap<>();
    Tensor lengths = Tensor.of(0.7, 1.3);
    all.put("squared exponential", Covariance.squaredExponential(Tensor.scalar(1.2), lengths));
    all.put("½", Covariance.matern(0.5, 1.2, 0.8));
    all.put("3/2", Covariance.matern(1.5, Tensor.scalar(0.5), lengths));
    all.put("5/2", Covariance.matern(2.5, 2, 1.7));
    all.put("rational quadratic", Covariance.rationalQuadratic(1.1, 0.6, 1.4));
    all.put("periodic", Covariance.periodic(1.5, 0.9, 1.3));
    all.put("linear", Covariance.linear(0.8, 0.4));
    all.put("constant", Covariance.constant(Tensor.scalar(0.3)));
    all.put("sum", all.get("linear").plus(all.get("periodic")));
    all.put("product", all.get("3/2").times(all.get("periodic")));
    all.put("columns", Covariance.matern(1.5, 1, 1).on(1).plus(all.get("5/2").on(0, 1)));
    return all;
  }

  @Test
  void matricesAreSymmetricAndPositive() {
    Tensor x = inputs(30, 2, 1);
    Tensor y = inputs(7, 2, 2);
    all()
        .forEach(
            (name, k) -> {
              Tensor matrix = k.between(x, x);
              assertEquals(Shape.of(30, 7), k.between(x, y).shape(), name);
              assertArrayEquals(
                  k.between(x, y).toArray(), k.between(y, x).transpose().toArray(), 1e-14, name);
              assertArrayEquals(matrix.diagonal().toArray(), k.variances(x).toArray(), 1e-14, name);
              double[] factor =
                  matrix.plus(Tensor.eye(30).times(1e-9)).cholesky().diagonal().toArray();
              for (double pivot : factor) {
                assertTrue(pivot > 0, name);
              }
            });
  }

  /** Values of the formulas at distance 1, by hand. */
  @Test
  void valuesAreThoseOfTheFormulas() {
    Tensor x = Tensor.of(0.0);
    Tensor y = Tensor.of(1.0);
    Map<Covariance, Double> known = new LinkedHashMap<>();
    known.put(Covariance.squaredExponential(2, 0.5), 4 * Math.exp(-2));
    known.put(Covariance.matern(0.5, 2, 0.5), 4 * Math.exp(-2));
    known.put(Covariance.matern(1.5, 1, 1), (1 + Math.sqrt(3)) * Math.exp(-Math.sqrt(3)));
    known.put(Covariance.matern(2.5, 1, 1), (1 + Math.sqrt(5) + 5.0 / 3) * Math.exp(-Math.sqrt(5)));
    known.put(Covariance.rationalQuadratic(1, 1, 2), Math.pow(1.25, -2));
    known.put(Covariance.periodic(1, 1, 4), Math.exp(-1));
    known.put(Covariance.linear(1, 3), 6.0);
    known.forEach((k, value) -> assertEquals(value, k.between(x, y).item(), 1e-14));
    assertThrows(ArgumentException.class, () -> Covariance.matern(2, 1, 1));
  }

  /** (2π)⁻¹ ∫ S(ω) cos(ω r) dω = k(r). */
  @Test
  void spectralDensityIsTheTransform() {
    double step = 0.01;
    int n = 40_000;
    Tensor omega = Tensor.arange(n).plus(0.5).times(step);
    for (Stationary k :
        List.of(
            Covariance.squaredExponential(1.3, 0.7),
            Covariance.matern(1.5, 1.3, 0.7),
            Covariance.matern(2.5, 0.4, 1.9))) {
      for (double r : new double[] {0, 0.4, 1.5}) {
        double integral =
            k.spectralDensity(omega).times(omega.times(r).cos()).sum().item() * step / Math.PI;
        double value = k.between(Tensor.of(0.0), Tensor.of(r)).item();
        assertEquals(value, integral, 1e-6, k + " at " + r);
      }
    }
  }

  /** In two columns the integral over one frequency leaves the density along the other. */
  @Test
  void spectralDensityInTwoColumns() {
    for (double nu : new double[] {0.5, 1.5, 2.5}) {
      Stationary flat = Covariance.matern(nu, Tensor.scalar(1), Tensor.of(0.8, 1.6));
      Stationary one = Covariance.matern(nu, 1, 0.8);
      int n = 200_000;
      double step = 0.005;
      Tensor other = Tensor.arange(n).plus(0.5).times(step);
      Tensor both = Tensor.stack(1, other.times(0).plus(0.9), other);
      double integral = flat.spectralDensity(both).sum().item() * step / Math.PI;
      assertEquals(one.spectralDensity(Tensor.of(0.9)).item(), integral, 2e-4);
    }
  }

  /** Distances of an input from itself, or from an equal one, have a gradient of 0. */
  @Test
  void gradientsAreFiniteWhereInputsMeet() {
    Tensor x = Tensor.of(new double[] {0, 0, 1, 2, 0, 0}, Shape.of(3, 2));
    Function<Tensor, Covariance> matern =
        length -> Covariance.matern(0.5, Tensor.scalar(1), length);
    Symbolic.Input length = Symbolic.Input.recorded("length", Tensor.of(0.5, 2).dense());
    Tensor sum = matern.apply(length).between(x, x).sum();
    double[] slope = Gradient.ofRecorded(sum, List.of(length)).getFirst().toArray();
    double h = 1e-6;
    for (int i = 0; i < 2; i++) {
      Tensor up = Tensor.of(0.5 + (i == 0 ? h : 0), 2 + (i == 1 ? h : 0));
      Tensor down = Tensor.of(0.5 - (i == 0 ? h : 0), 2 - (i == 1 ? h : 0));
      double difference =
          (matern.apply(up).between(x, x).sum().item()
                  - matern.apply(down).between(x, x).sum().item())
              / (2 * h);
      assertEquals(difference, slope[i], 1e-6);
    }
  }
}
