package dev.merapi.distributions.internal;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;

/**
 * Arrays of parameter-free noise: element i, in row-major order, depends on the key and i alone.
 */
public final class Noise {
  private Noise() {}

  /** Uniform on the open interval (0, 1). */
  public static Tensor uniform(Key key, Shape shape) {
    return KeyedNoise.of(NoiseDraw.Kind.UNIFORM, key, shape);
  }

  /** Standard normal. */
  public static Tensor normal(Key key, Shape shape) {
    return KeyedNoise.of(NoiseDraw.Kind.NORMAL, key, shape);
  }

  /** Exponential of rate 1. */
  public static Tensor exponential(Key key, Shape shape) {
    return KeyedNoise.of(NoiseDraw.Kind.EXPONENTIAL, key, shape);
  }
}
