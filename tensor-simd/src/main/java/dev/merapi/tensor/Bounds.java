package dev.merapi.tensor;

/**
 * A set that every number of a tensor is known to lie in: those between two ends, each of which
 * belongs to it unless it is open, so that the numbers are finite where infinite ends are open; an
 * {@link #UNKNOWN unknown} range may hold anything, NaN and ±∞ among them. What is known is known
 * up to rounding: e⁻⁸⁰⁰ is in (0, ∞) though a double has 0 for it.
 *
 * @param known whether anything is known
 * @param whole whether the numbers are whole
 */
public record Bounds(
    boolean known, double low, boolean lowOpen, double high, boolean highOpen, boolean whole)
    implements Symbolic.Promise {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Any double at all. */
  public static final Bounds UNKNOWN = new Bounds(false, -INFINITY, false, INFINITY, false, false);

  /** Finite numbers. */
  public static final Bounds REAL = open(-INFINITY, INFINITY);

  /** Finite numbers above 0. */
  public static final Bounds POSITIVE = open(0, INFINITY);

  /** Finite numbers from 0. */
  public static final Bounds NONNEGATIVE = new Bounds(true, 0, false, INFINITY, true, false);

  /** 0 and 1. */
  public static final Bounds FLAG = closed(0, 1).wholes();

  /** low ≤ x ≤ high. */
  public static Bounds closed(double low, double high) {
    return new Bounds(true, low, false, high, false, false);
  }

  /** low &lt; x &lt; high. */
  public static Bounds open(double low, double high) {
    return new Bounds(true, low, true, high, true, false);
  }

  /** Itself. */
  @Override
  public Bounds bounds() {
    return this;
  }

  /** The same ends, around whole numbers. */
  public Bounds wholes() {
    return new Bounds(known, low, lowOpen, high, highOpen, known);
  }

  /** Whether no number is infinite. */
  public boolean isFinite() {
    return isAbove(-INFINITY) && isBelow(INFINITY);
  }

  /** Whether all numbers are above x. */
  public boolean isAbove(double x) {
    return known && (low > x || (low == x && lowOpen));
  }

  /** Whether all numbers are x or above. */
  public boolean isFrom(double x) {
    return known && low >= x;
  }

  /** Whether all numbers are below x. */
  public boolean isBelow(double x) {
    return known && (high < x || (high == x && highOpen));
  }

  /** Whether all numbers are x or below. */
  public boolean isUpTo(double x) {
    return known && high <= x;
  }

  /** Whether 0 is not among the numbers. */
  public boolean isNotZero() {
    return isAbove(0) || isBelow(0);
  }
}
