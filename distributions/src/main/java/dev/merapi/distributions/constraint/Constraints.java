package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Tensor;
import java.util.List;

/** The constraints by the names that users know. */
public final class Constraints {
  private Constraints() {}

  /** Finite numbers. */
  public static Constraint real() {
    return new Real();
  }

  /** Vectors of finite numbers. */
  public static Constraint realVector() {
    return new Independent(new Real(), 1);
  }

  /** Matrices of finite numbers. */
  public static Constraint realMatrix() {
    return new Independent(new Real(), 2);
  }

  /** Numbers &gt; 0. */
  public static Constraint positive() {
    return new GreaterThan(Tensor.scalar(0), false);
  }

  /** Numbers ≥ 0. */
  public static Constraint nonnegative() {
    return new GreaterThan(Tensor.scalar(0), true);
  }

  /** Numbers &gt; low. */
  public static Constraint greaterThan(Tensor low) {
    return new GreaterThan(low, false);
  }

  /** Numbers &gt; low. */
  public static Constraint greaterThan(double low) {
    return greaterThan(Tensor.scalar(low));
  }

  /** Numbers ≥ low. */
  public static Constraint atLeast(Tensor low) {
    return new GreaterThan(low, true);
  }

  /** Numbers ≥ low. */
  public static Constraint atLeast(double low) {
    return atLeast(Tensor.scalar(low));
  }

  /** Numbers &gt; low, and ∞. */
  public static Constraint beyond(Tensor low) {
    return new Interval(low, false, Tensor.scalar(Double.POSITIVE_INFINITY), true);
  }

  /** Numbers &lt; high. */
  public static Constraint lessThan(Tensor high) {
    return new LessThan(high, false);
  }

  /** Numbers &lt; high. */
  public static Constraint lessThan(double high) {
    return lessThan(Tensor.scalar(high));
  }

  /** Numbers ≤ high. */
  public static Constraint atMost(Tensor high) {
    return new LessThan(high, true);
  }

  /** Numbers ≤ high. */
  public static Constraint atMost(double high) {
    return atMost(Tensor.scalar(high));
  }

  /** Numbers from low to high, both included. */
  public static Constraint interval(Tensor low, Tensor high) {
    return new Interval(low, true, high, true);
  }

  /** Numbers from low to high, both included. */
  public static Constraint interval(double low, double high) {
    return interval(Tensor.scalar(low), Tensor.scalar(high));
  }

  /** Numbers between low and high, neither included. */
  public static Constraint openInterval(Tensor low, Tensor high) {
    return new Interval(low, false, high, false);
  }

  /** Numbers between low and high, neither included. */
  public static Constraint openInterval(double low, double high) {
    return openInterval(Tensor.scalar(low), Tensor.scalar(high));
  }

  /** Numbers from low, included, to high, not included. */
  public static Constraint halfOpenInterval(Tensor low, Tensor high) {
    return new Interval(low, true, high, false);
  }

  /** Numbers from 0 to 1, both included. */
  public static Constraint unitInterval() {
    return interval(0, 1);
  }

  /** Angles. */
  public static Constraint circular() {
    return new Circular();
  }

  /** 0 and 1. */
  public static Constraint bool() {
    return wholeNumberBetween(0, 1);
  }

  /** Whole numbers. */
  public static Constraint wholeNumber() {
    return new WholeNumber();
  }

  /** Whole numbers ≥ 0. */
  public static Constraint count() {
    return new WholeNumberFrom(Tensor.scalar(0));
  }

  /** Whole numbers ≥ low. */
  public static Constraint wholeNumberFrom(double low) {
    return new WholeNumberFrom(Tensor.scalar(low));
  }

  /** Whole numbers from low to high, both included. */
  public static Constraint wholeNumberBetween(Tensor low, Tensor high) {
    return new WholeNumberBetween(low, high);
  }

  /** Whole numbers from low to high, both included. */
  public static Constraint wholeNumberBetween(double low, double high) {
    return wholeNumberBetween(Tensor.scalar(low), Tensor.scalar(high));
  }

  /** Vectors with a single 1 among zeros. */
  public static Constraint oneHot() {
    return new OneHot();
  }

  /** Vectors of whole numbers ≥ 0 with a given sum. */
  public static Constraint countsOfTotal(Tensor total) {
    return new CountsOfTotal(total);
  }

  /** Vectors of numbers ≥ 0 with sum 1. */
  public static Constraint simplex() {
    return new Simplex();
  }

  /** Vectors in strictly increasing order. */
  public static Constraint ordered() {
    return new Ordered();
  }

  /** Vectors of positive numbers in strictly increasing order. */
  public static Constraint positiveOrdered() {
    return new PositiveOrdered();
  }

  /** Vectors of length 1. */
  public static Constraint sphere() {
    return new Sphere();
  }

  /** Vectors whose absolute values sum to less than 1. */
  public static Constraint l1Ball() {
    return new L1Ball();
  }

  /** Arrays that sum to 0 along each of their last {@code axes} axes. */
  public static Constraint zeroSum(int axes) {
    return new ZeroSum(axes);
  }

  /** Lower-triangular matrices. */
  public static Constraint lowerTriangular() {
    return new LowerTriangular();
  }

  /** Lower-triangular matrices with a positive diagonal. */
  public static Constraint lowerCholesky() {
    return new LowerCholesky();
  }

  /** Lower-triangular matrices with a positive diagonal, reached by softplus. */
  public static Constraint softplusLowerCholesky() {
    return new SoftplusLowerCholesky();
  }

  /** Lower-triangular matrices with a positive diagonal, reached by rows and their scales. */
  public static Constraint scaledUnitLowerCholesky() {
    return new ScaledUnitLowerCholesky();
  }

  /** Lower-triangular matrices with ones on the diagonal. */
  public static Constraint unitLowerCholesky() {
    return new UnitLowerCholesky();
  }

  /** Cholesky factors of correlation matrices. */
  public static Constraint correlationCholesky() {
    return new CorrelationCholesky();
  }

  /** Correlation matrices. */
  public static Constraint correlationMatrix() {
    return new CorrelationMatrix();
  }

  /** Positive definite matrices. */
  public static Constraint positiveDefinite() {
    return new PositiveDefinite();
  }

  /** Positive semidefinite matrices. */
  public static Constraint positiveSemidefinite() {
    return new PositiveSemidefinite();
  }

  /** Symmetric matrices. */
  public static Constraint symmetric() {
    return new Symmetric();
  }

  /** Arrays whose every element along {@code axes} further axes satisfies {@code base}. */
  public static Constraint independent(Constraint base, int axes) {
    return axes == 0 ? base : new Independent(base, axes);
  }

  /** Matrices with as many rows as columns. */
  public static Constraint square() {
    return new Square();
  }

  /** Vectors of parts, one after the other: part i has {@code lengths[i]} elements. */
  public static Constraint joined(List<Constraint> parts, List<Integer> lengths) {
    return new Joined(parts, lengths);
  }

  /** Arrays of slices, part i the one at i, along an axis left of their events. */
  public static Constraint stacked(Constraint... parts) {
    return Stacked.of(List.of(parts));
  }
}
