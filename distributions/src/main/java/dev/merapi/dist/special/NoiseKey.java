package dev.merapi.dist.special;

import dev.merapi.tensor.random.Key;

/** The key that is written in the bits of a uniform number: one for each of its 2⁵² values. */
final class NoiseKey {
  private NoiseKey() {}

  static Key of(double noise) {
    return new Key(Double.doubleToRawLongBits(noise), 0x6e6f697365L);
  }
}
