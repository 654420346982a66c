package dev.merapi.infer.internal.given;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.internal.base.Storage;

/** Counts, places and lengths that were given, each refused in a sentence where it cannot be. */
public final class Counts {
  private Counts() {}

  /** A number of things that take so many bytes each: at least one, and memory for all. */
  public static int of(int n, String things, long bytesEach) {
    if (n < 1) {
      throw new ArgumentException("At least one of the " + things + " is asked for, but got " + n);
    }
    String lack = Storage.lack(bytesEach * n, n + " " + things);
    if (!lack.isEmpty()) {
      throw new ArgumentException(lack);
    }
    return n;
  }

  /** A place among {@code n} things. */
  public static int place(int i, int n, String thing) {
    if (i < 0 || i >= n) {
      throw new ArgumentException(
          "There is no %s %d: there are %d, counted from 0".formatted(thing, i, n));
    }
    return i;
  }

  /** Arrays that have at least one number for each of {@code n} coordinates. */
  public static void coordinates(int n, double[] first, double[] second) {
    if (first.length < n || second.length < n) {
      throw new ShapeException(
          "Arrays of %d coordinates are wanted, but they have %d and %d"
              .formatted(n, first.length, second.length));
    }
  }
}
