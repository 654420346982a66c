package dev.merapi.tensor.internal.bounds;

import dev.merapi.tensor.Bounds;
import java.util.function.DoubleBinaryOperator;

/**
 * Arithmetic of ranges. Rounding to nearest is monotone, so the rounded ends of a sum or product
 * hold its rounded numbers.
 */
final class Ends {
  private Ends() {}

  private record End(double at, boolean open) {}

  private static End low(Bounds a) {
    return new End(a.low(), a.lowOpen());
  }

  private static End high(Bounds a) {
    return new End(a.high(), a.highOpen());
  }

  private static Bounds exactly(End low, End high, boolean whole) {
    return new Bounds(true, low.at, low.open, high.at, high.open, whole);
  }

  /** Ends of numbers that are finite unless they overflow. */
  private static Bounds of(End low, End high, boolean whole) {
    return new Bounds(
        true,
        low.at,
        low.open || Double.isInfinite(low.at),
        high.at,
        high.open || Double.isInfinite(high.at),
        whole);
  }

  static Bounds plus(Bounds a, Bounds b) {
    return of(
        new End(a.low() + b.low(), a.lowOpen() || b.lowOpen()),
        new End(a.high() + b.high(), a.highOpen() || b.highOpen()),
        a.whole() && b.whole());
  }

  static Bounds negated(Bounds a) {
    return of(new End(-a.high(), a.highOpen()), new End(-a.low(), a.lowOpen()), a.whole());
  }

  static Bounds times(Bounds a, Bounds b) {
    return corners(a, b, (x, y) -> x == 0 || y == 0 ? 0 : x * y, a.whole() && b.whole());
  }

  /** a / b, where b does not contain 0. */
  static Bounds over(Bounds a, Bounds b) {
    Bounds positive = b.isAbove(0) ? b : negated(b);
    Bounds quotient =
        corners(a, positive, (x, y) -> x == 0 || Double.isInfinite(y) ? 0 : x / Math.abs(y), false);
    return b.isAbove(0) ? quotient : negated(quotient);
  }

  private static Bounds corners(Bounds a, Bounds b, DoubleBinaryOperator f, boolean whole) {
    End[] ends = {
      corner(low(a), low(b), f),
      corner(low(a), high(b), f),
      corner(high(a), low(b), f),
      corner(high(a), high(b), f)
    };
    End low = ends[0];
    End high = ends[0];
    for (End end : ends) {
      low = end.at < low.at || (end.at == low.at && !end.open) ? end : low;
      high = end.at > high.at || (end.at == high.at && !end.open) ? end : high;
    }
    return of(low, high, whole);
  }

  private static End corner(End x, End y, DoubleBinaryOperator f) {
    boolean zero = (x.at == 0 && !x.open) || (y.at == 0 && !y.open);
    return new End(f.applyAsDouble(x.at, y.at), !zero && (x.open || y.open));
  }

  static Bounds union(Bounds a, Bounds b) {
    if (!a.known() || !b.known()) {
      return Bounds.UNKNOWN;
    }
    boolean first = a.low() < b.low() || (a.low() == b.low() && !a.lowOpen());
    boolean last = a.high() > b.high() || (a.high() == b.high() && !a.highOpen());
    return exactly(first ? low(a) : low(b), last ? high(a) : high(b), a.whole() && b.whole());
  }

  /** Numbers that are in both ranges; if there are none, any range will do. */
  static Bounds both(Bounds a, Bounds b) {
    boolean later = a.low() > b.low() || (a.low() == b.low() && a.lowOpen());
    boolean first = a.high() < b.high() || (a.high() == b.high() && a.highOpen());
    return of(later ? low(a) : low(b), first ? high(a) : high(b), a.whole() || b.whole());
  }

  /** The greater of two numbers. */
  static Bounds greater(Bounds a, Bounds b) {
    boolean later = a.low() > b.low() || (a.low() == b.low() && a.lowOpen());
    boolean last = a.high() > b.high() || (a.high() == b.high() && !a.highOpen());
    return of(later ? low(a) : low(b), last ? high(a) : high(b), a.whole() && b.whole());
  }

  static Bounds lesser(Bounds a, Bounds b) {
    return negated(greater(negated(a), negated(b)));
  }

  /** The sum of n numbers. */
  static Bounds sum(Bounds a, int n) {
    return n == 0
        ? Bounds.closed(0, 0)
        : of(
            new End(a.low() == 0 ? 0 : a.low() * n, a.lowOpen()),
            new End(a.high() == 0 ? 0 : a.high() * n, a.highOpen()),
            a.whole());
  }

  static Bounds square(Bounds a) {
    if (a.isNotZero()) {
      return times(a, a);
    }
    double most = Math.max(-a.low(), a.high());
    return of(new End(0, false), new End(most * most, false), a.whole());
  }

  static Bounds absolute(Bounds a) {
    if (a.isFrom(0)) {
      return a;
    }
    if (a.isUpTo(0)) {
      return negated(a);
    }
    return of(new End(0, false), new End(Math.max(-a.low(), a.high()), false), a.whole());
  }
}
