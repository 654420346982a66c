package dev.merapi.tensor.internal.op;

/**
 * The set of numbers between two bounds, each of which may belong to it or not: the domain of an
 * elementwise function.
 */
public record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {
  /** Every number, the infinite ones too. */
  public static final Interval REAL = closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** low ≤ x ≤ high. */
  public static Interval closed(double low, double high) {
    return new Interval(low, true, high, true);
  }

  /** low &lt; x &lt; high. */
  public static Interval open(double low, double high) {
    return new Interval(low, false, high, false);
  }

  /** x ≥ low. */
  public static Interval from(double low) {
    return closed(low, Double.POSITIVE_INFINITY);
  }

  /** x &gt; low. */
  public static Interval above(double low) {
    return new Interval(low, false, Double.POSITIVE_INFINITY, true);
  }

  /** Whether x lies in the interval, ends included where they belong to it. */
  public boolean contains(double x) {
    return (lowIncluded ? x >= low : x > low) && (highIncluded ? x <= high : x < high);
  }
}
