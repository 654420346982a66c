package dev.merapi.distributions.internal;

import dev.merapi.tensor.Dense;

/** Arrays of 0 and 1 as answers. */
public final class Flags {
  private Flags() {}

  /** Whether no flag is 0. */
  public static boolean all(Dense flags) {
    for (double flag : flags.rowMajorArray()) {
      if (flag == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether every flag is 0. */
  public static boolean none(Dense flags) {
    for (double flag : flags.rowMajorArray()) {
      if (flag != 0) {
        return false;
      }
    }
    return true;
  }
}
