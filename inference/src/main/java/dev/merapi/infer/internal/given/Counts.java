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

  /** An array with room for so many numbers. */
  public static void room(int n, double[] into) {
    if (into.length < n) {
      throw new ShapeException(
          "Room for %d numbers is wanted, but there is room for %d".formatted(n, into.length));
    }
  }

  /** So many positions at a time, with room for what comes out. */
  public static void lanes(
      int count, int width, double[][] positions, double[] values, double[][] gradients) {
    String function = "Together.logDensitiesAndGradients";
    ArgumentException.ifNull(positions, function, "positions");
    ArgumentException.ifNull(values, function, "values");
    ArgumentException.ifNull(gradients, function, "gradients");
    int room = Math.min(Math.min(positions.length, values.length), gradients.length);
    if (count < 0 || count > width || count > room) {
      throw new ShapeException(
          "0 to %d positions are computed at a time, but %d are asked for, with room for %d"
              .formatted(width, count, room));
    }
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
