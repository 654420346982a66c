package dev.merapi.tensor.internal.base;

import org.jspecify.annotations.Nullable;

/** Memory for numbers: what cannot be had is known before it is asked for. */
public final class Storage {
  /** Less than this is not counted, in bytes. */
  private static final long SMALL = 1L << 23;

  private Storage() {}

  /** An array of zeros; null where memory for it cannot be had. */
  public static double @Nullable [] room(int n) {
    if (n >= 0 && (long) Double.BYTES * n <= SMALL) {
      return new double[n];
    }
    try {
      return lack(n).isEmpty() ? new double[n] : null;
    } catch (OutOfMemoryError full) {
      return null;
    }
  }

  /** The sentence about an array for which there is no room. */
  public static String refusal(int n) {
    String lack = lack(n);
    return lack.isEmpty() ? sentence((long) Double.BYTES * n, n + " numbers") : lack;
  }

  /** Why there is no room for so many numbers, in a sentence; empty if there is. */
  public static String lack(int n) {
    if (n < 0) {
      return "A size cannot be negative, but it is " + n;
    }
    long bytes = (long) Double.BYTES * n;
    return bytes <= SMALL ? "" : lack(bytes, n + " numbers");
  }

  /** Why there is no room for things of so many bytes, in a sentence; empty if there is. */
  public static String lack(long bytes, String things) {
    if (bytes <= SMALL || bytes <= left()) {
      return "";
    }
    if (bytes <= Runtime.getRuntime().maxMemory()) {
      System.gc();
    }
    return bytes <= left() ? "" : sentence(bytes, things);
  }

  private static String sentence(long bytes, String things) {
    long most = Runtime.getRuntime().maxMemory();
    return "%s take %d MB of memory, but of the %d MB that Java may use %d are left; start it with a larger -Xmx, or work on parts"
        .formatted(things, bytes >> 20, most >> 20, left() >> 20);
  }

  private static long left() {
    Runtime machine = Runtime.getRuntime();
    return machine.maxMemory() - (machine.totalMemory() - machine.freeMemory());
  }
}
