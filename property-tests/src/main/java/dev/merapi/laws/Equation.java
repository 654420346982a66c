package dev.merapi.laws;

/** Two values that a law says are equal. */
public record Equation(Object left, Object right) {

  /** left = right. */
  public static Equation of(Object left, Object right) {
    return new Equation(left, right);
  }

  /** Whether the two sides are equal. */
  public boolean holds() {
    return left.equals(right);
  }

  /** Returns normally if the equation holds, else fails with both sides. */
  public void check() {
    if (!holds()) {
      throw new AssertionError("%s%n  is not%n%s".formatted(left, right));
    }
  }
}
