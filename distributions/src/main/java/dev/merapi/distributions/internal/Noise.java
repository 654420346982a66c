package dev.merapi.distributions.internal;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;

/**
 * Arrays of parameter-free noise: element i, in row-major order, depends on the key and i alone.
 */
public final class Noise {
  private Noise() {}

  /** Uniform on the open interval (0, 1). */
  public static Tensor uniform(Key key, Shape shape) {
    double[] values = new double[shape.count()];
    Draws.uniform(key, values, 0, values.length);
    return new Dense(values, shape);
  }

  /** Standard normal. */
  public static Tensor normal(Key key, Shape shape) {
    double[] values = new double[shape.count()];
    Draws.normal(key, values, 0, values.length);
    return new Dense(values, shape);
  }

  /** Exponential of rate 1. */
  public static Tensor exponential(Key key, Shape shape) {
    double[] values = new double[shape.count()];
    Draws.exponential(key, values, 0, values.length);
    return new Dense(values, shape);
  }
}
