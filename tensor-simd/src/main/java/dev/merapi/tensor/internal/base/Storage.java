package dev.merapi.tensor.internal.base;

/** Memory for numbers: what cannot be had is known before it is asked for. */
public final class Storage {
  /** Less than this is not counted. */
  private static final int SMALL = 1 << 20;

  private Storage() {}

  /** Why there is no room for so many numbers, in a sentence; empty if there is. */
  public static String lack(int n) {
    if (n <= SMALL || 8L * n <= left()) {
      return n < 0 ? "A size cannot be negative, but it is " + n : "";
    }
    System.gc();
    return 8L * n <= left()
        ? ""
        : "%d numbers take %d MB of memory, but of the %d MB that Java may use %d are left; start it with a larger -Xmx, or work on parts"
            .formatted(n, (8L * n) >> 20, Runtime.getRuntime().maxMemory() >> 20, left() >> 20);
  }

  private static long left() {
    Runtime machine = Runtime.getRuntime();
    return machine.maxMemory() - (machine.totalMemory() - machine.freeMemory());
  }
}
