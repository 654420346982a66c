package dev.merapi.dist;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Draws;
import dev.merapi.tensor.random.Key;

/**
 * Arrays of parameter-free noise: element i, in row-major order, depends on the key and i alone.
 */
final class Noise {
  private Noise() {}

  /** Uniform on the open interval (0, 1). */
  static Tensor uniform(Key key, Shape shape) {
    double[] values = new double[shape.count()];
    Draws.uniform(key, values, 0, values.length);
    return new Dense(values, shape);
  }

  /** Standard normal: the quantile pair of Box and Muller (1958) of two uniforms an element. */
  static Tensor normal(Key key, Shape shape) {
    double[] radius = new double[shape.count()];
    double[] angle = new double[radius.length];
    Draws.uniform(key.fold(0), radius, 0, radius.length);
    Draws.uniform(key.fold(1), angle, 0, angle.length);
    for (int i = 0; i < radius.length; i++) {
      radius[i] = Math.sqrt(-2 * Math.log(radius[i])) * Math.cos(2 * Math.PI * angle[i]);
    }
    return new Dense(radius, shape);
  }
}
