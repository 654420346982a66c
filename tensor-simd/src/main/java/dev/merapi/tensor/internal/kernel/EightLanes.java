package dev.merapi.tensor.internal.kernel;

/**
 * The order of every sum over a row: lane j adds the elements i &equiv; j (mod 8) in ascending
 * order, each lane from 0, and the lanes are added as {@code ((0+4)+(2+6)) + ((1+5)+(3+7))}.
 *
 * <p>So the rounding depends on the row alone, not on how many lanes the CPU has: eight lanes are
 * one 512-bit register, two of 256 bits or four of 128, and the tree adds whole registers first. A
 * lane is never &minus;0, hence adding 0 for an element past the end changes nothing.
 */
public final class EightLanes {
  private EightLanes() {}

  public static double total(
      double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }
}
