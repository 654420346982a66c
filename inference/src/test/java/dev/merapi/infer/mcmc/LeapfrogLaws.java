package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

final class LeapfrogLaws {
  private static final Metric METRIC = Metric.dense(new double[][] {{1.5, 0.4}, {0.4, 0.7}});

  private static Phase start(Potential potential, Metric metric, Key key, double... q) {
    Phase z = new Phase(q.length);
    z.start(Point.at(potential, q), metric, key);
    return z;
  }

  private static void run(Potential potential, Metric metric, double stepSize, int n, Phase z) {
    for (int i = 0; i < n; i++) {
      Leapfrog.step(potential, metric, stepSize, z);
    }
  }

  /** step(−ε)ⁿ ∘ step(ε)ⁿ = id. */
  @Property(tries = 200)
  void isReversible(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -2, max = 2) double x,
      @ForAll @DoubleRange(min = -2, max = 2) double y,
      @ForAll @DoubleRange(min = 0.001, max = 0.1) @Scale(4) double stepSize,
      @ForAll @IntRange(min = 1, max = 20) int n) {
    Potential banana = new Targets.Banana();
    Phase z = start(banana, METRIC, Key.of(seed), x, y);
    double[] q = z.position.clone();
    double[] p = z.momentum.clone();
    run(banana, METRIC, stepSize, n, z);
    run(banana, METRIC, -stepSize, n, z);
    assertArrayEquals(q, z.position, 1e-9);
    assertArrayEquals(p, z.momentum, 1e-9);
  }

  /** |det ∂(q′, p′)/∂(q, p)| = 1, by central differences. */
  @Property(tries = 100)
  void preservesVolume(
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double x,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double y,
      @ForAll @DoubleRange(min = -2, max = 2) double px,
      @ForAll @DoubleRange(min = -2, max = 2) double py,
      @ForAll @DoubleRange(min = 0.01, max = 0.2) double stepSize) {
    double h = 1e-5;
    double[][] jacobian = new double[4][];
    for (int k = 0; k < 4; k++) {
      double[] up = flow(stepSize, moved(k, h, x, y, px, py));
      double[] down = flow(stepSize, moved(k, -h, x, y, px, py));
      jacobian[k] = new double[4];
      for (int i = 0; i < 4; i++) {
        jacobian[k][i] = (up[i] - down[i]) / (2 * h);
      }
    }
    assertEquals(1, Math.abs(determinant(jacobian)), 1e-6);
  }

  private static double[] moved(int k, double h, double... state) {
    state[k] += h;
    return state;
  }

  /** (q, p) after three steps. */
  private static double[] flow(double stepSize, double[] state) {
    Potential banana = new Targets.Banana();
    Phase z = start(banana, METRIC, Key.of(0), state[0], state[1]);
    z.momentum[0] = state[2];
    z.momentum[1] = state[3];
    run(banana, METRIC, stepSize, 3, z);
    return new double[] {z.position[0], z.position[1], z.momentum[0], z.momentum[1]};
  }

  private static double determinant(double[][] a) {
    double determinant = 1;
    for (int k = 0; k < a.length; k++) {
      for (int i = k + 1; i < a.length; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < a.length; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
      determinant *= a[k][k];
    }
    return determinant;
  }

  /** The loop for diagonal metrics does what the three for any metric do. */
  @Property(tries = 50)
  void aDiagonalMetricIsThatDenseOne(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 3) double first,
      @ForAll @DoubleRange(min = 0.1, max = 3) double second) {
    Potential banana = new Targets.Banana();
    Metric diagonal = Metric.diagonal(first, second);
    Metric dense = Metric.dense(new double[][] {{first, 0}, {0, second}});
    Phase fast = start(banana, diagonal, Key.of(seed), 0.3, -0.5);
    Phase slow = start(banana, dense, Key.of(seed), 0.3, -0.5);
    run(banana, diagonal, 0.05, 10, fast);
    run(banana, dense, 0.05, 10, slow);
    assertArrayEquals(slow.position, fast.position, 1e-11);
    assertArrayEquals(slow.momentum, fast.momentum, 1e-11);
    assertArrayEquals(slow.velocity, fast.velocity, 1e-11);
    assertEquals(slow.energy(), fast.energy(), 1e-11);
  }

  /**
   * Half the step leaves a quarter of the energy error: of the greatest on the way, since at one
   * time the term of second order may happen to vanish.
   */
  @Property(tries = 100)
  void energyErrorIsOfSecondOrder(
      @ForAll long seed, @ForAll @DoubleRange(min = -1, max = 1) double x) {
    double coarse = energyError(seed, x, 0.02, 1);
    double fine = energyError(seed, x, 0.01, 2);
    assertTrue(Math.abs(fine - coarse / 4) <= 0.1 * coarse + 1e-7, coarse + " to " + fine);
  }

  /** The greatest error at 50 times, so many steps apart. */
  private static double energyError(long seed, double x, double stepSize, int steps) {
    Potential banana = new Targets.Banana();
    Phase z = start(banana, METRIC, Key.of(seed), x, 0.5);
    double before = z.energy();
    double greatest = 0;
    for (int i = 0; i < 50; i++) {
      run(banana, METRIC, stepSize, steps, z);
      greatest = Math.max(greatest, Math.abs(z.energy() - before));
    }
    return greatest;
  }

  /**
   * On log p = −½ q² the step is a rotation of a nearby ellipse: after n steps of size ε, q = q₀
   * cos nθ + p₀ sin nθ / √(1 − ε²/4) with cos θ = 1 − ε²/2.
   */
  @Property(tries = 200)
  void followsTheExactOrbitOfAnOscillator(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -3, max = 3) double q0,
      @ForAll @DoubleRange(min = 0.01, max = 1.9) double stepSize,
      @ForAll @IntRange(min = 1, max = 100) int n) {
    Potential oscillator = new Targets.Normals(1.0);
    Phase z = start(oscillator, Metric.unit(1), Key.of(seed), q0);
    double p0 = z.momentum[0];
    double angle = n * Math.acos(1 - stepSize * stepSize / 2);
    double expected =
        q0 * Math.cos(angle) + p0 * Math.sin(angle) / Math.sqrt(1 - stepSize * stepSize / 4);
    run(oscillator, Metric.unit(1), stepSize, n, z);
    assertEquals(expected, z.position[0], 1e-9);
  }
}
