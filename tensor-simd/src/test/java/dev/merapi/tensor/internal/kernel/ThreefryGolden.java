package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known answers of Threefry-2x64-20: the three rows {@code threefry2x64 20} of the file {@code
 * kat_vectors} that is published with Random123 1.14 (Salmon, Moraes, Dror and Shaw).
 */
class ThreefryGolden {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "0000000000000000 0000000000000000 0000000000000000 0000000000000000"
            + " c2b6e3a8c2c69865 6f81ed42f350084d",
        "ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff"
            + " e02cb7c4d95d277a d06633d0893b8b68",
        "243f6a8885a308d3 13198a2e03707344 a4093822299f31d0 082efa98ec4e6c89"
            + " 263c7d30bb0f0af1 56be8361d3311526"
      })
  void knownAnswers(String c0, String c1, String k0, String k1, String first, String second) {
    long[] block = new long[2];
    Threefry.block(word(k0), word(k1), word(c0), word(c1), block, 0, 1);
    assertArrayEquals(new long[] {word(first), word(second)}, block);
  }

  private static long word(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }
}
