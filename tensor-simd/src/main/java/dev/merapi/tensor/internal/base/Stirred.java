package dev.merapi.tensor.internal.base;

import java.util.List;

/**
 * Hashes of an operation and its operands. Operations without fields hash to 0 and operands of
 * neighbours differ by a constant, so that the hashes of records would collide: here the class
 * counts as well, and each operand is multiplied by 2³² over the golden ratio and folded.
 */
public final class Stirred {
  private static final int GOLDEN = 0x9E3779B1;

  private Stirred() {}

  /** The hash. */
  public static int hash(Object operation, List<?> operands) {
    int hash = operation.getClass().hashCode() + 31 * operation.hashCode();
    for (Object operand : operands) {
      hash = (hash ^ operand.hashCode()) * GOLDEN;
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
