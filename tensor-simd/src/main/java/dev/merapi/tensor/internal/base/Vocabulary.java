package dev.merapi.tensor.internal.base;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The words of tensors, one for each primitive that the fluent methods use; what each means stands
 * with the primitive of the same name. An interface, since the methods lie below the primitives.
 * Axes are counted from the right where there is one, from either side where there are several.
 *
 * @param <T> tensors
 * @param <S> shapes
 */
public interface Vocabulary<T, S> {

  // Functions of one number, element by element.

  /** eˣ. */
  T exp(T x);

  /** ln x. */
  T log(T x);

  /** ln(1 + x). */
  T log1p(T x);

  /** eˣ − 1. */
  T expm1(T x);

  /** √x. */
  T sqrt(T x);

  /** x². */
  T square(T x);

  /** 1/x. */
  T reciprocal(T x);

  /** |x|. */
  T abs(T x);

  /** −1, 0 or 1. */
  T sign(T x);

  /** The largest whole number ≤ x. */
  T floor(T x);

  /** The least whole number ≥ x. */
  T ceil(T x);

  /** The nearest whole number, halves to even. */
  T round(T x);

  /** sin x. */
  T sin(T x);

  /** cos x. */
  T cos(T x);

  /** tan x. */
  T tan(T x);

  /** tanh x. */
  T tanh(T x);

  /** arctan x. */
  T atan(T x);

  /** 1/(1 + e⁻ˣ). */
  T sigmoid(T x);

  /** ln(1/(1 + e⁻ˣ)). */
  T logSigmoid(T x);

  /** ln(1 + eˣ). */
  T softplus(T x);

  /** ln |Γ(x)|. */
  T lgamma(T x);

  /** ψ(x), the derivative of ln Γ(x). */
  T digamma(T x);

  /** ψ′(x), the derivative of digamma. */
  T trigamma(T x);

  /** 2/√π ∫₀ˣ e^(−t²) dt. */
  T erf(T x);

  /** 1 − erf x. */
  T erfc(T x);

  /** The inverse of erf. */
  T erfinv(T x);

  /** Φ(x), the standard normal distribution function. */
  T normalCdf(T x);

  /** ln Φ(x). */
  T normalLogCdf(T x);

  /** Φ⁻¹(x), the standard normal quantile. */
  T normalIcdf(T x);

  /** −x. */
  T neg(T x);

  /** 1 where x is 0. */
  T not(T x);

  /** 1 where x is not a number. */
  T isNan(T x);

  /** ln I₀(x), with I₀ the modified Bessel function of order 0. */
  T logBesselI0(T x);

  /** e^−|x| I₀(x). */
  T besselI0e(T x);

  /** e^−|x| I₁(x). */
  T besselI1e(T x);

  // Functions of two and three numbers, element by element; operands broadcast.

  /** a + b. */
  T add(T a, T b);

  /** a − b. */
  T subtract(T a, T b);

  /** a · b. */
  T multiply(T a, T b);

  /** a / b. */
  T divide(T a, T b);

  /** a^b. */
  T power(T a, T b);

  /** a − b · ⌊a/b⌋. */
  T modulo(T a, T b);

  /** The lesser one. */
  T minimum(T a, T b);

  /** The greater one. */
  T maximum(T a, T b);

  /** a = b. */
  T equal(T a, T b);

  /** a ≠ b. */
  T notEqual(T a, T b);

  /** a &lt; b. */
  T less(T a, T b);

  /** a ≤ b. */
  T lessOrEqual(T a, T b);

  /** 1 where both are not 0. */
  T and(T a, T b);

  /** 1 where one is not 0. */
  T or(T a, T b);

  /** The angle of the point (x, y). */
  T atan2(T y, T x);

  /** ln B(x, y). */
  T lbeta(T x, T y);

  /** ln(eˣ + eʸ). */
  T logAddExp(T x, T y);

  /** x · ln y, and 0 where x is 0. */
  T xlogy(T x, T y);

  /** P(a, x). */
  T gammaP(T a, T x);

  /** Q(a, x). */
  T gammaQ(T a, T x);

  /** The x with P(a, x) = p. */
  T gammaPInverse(T a, T p);

  /** yes where the condition is not 0, else no. */
  T where(T condition, T yes, T no);

  /** I(a, b; x). */
  T betaI(T a, T b, T x);

  /** The x with I(a, b; x) = p. */
  T betaIInverse(T a, T b, T p);

  // Combinations over axes, none of which means all; and running ones along an axis.

  /** The sum. */
  T sum(T x, int... axes);

  /** The product. */
  T prod(T x, int... axes);

  /** The greatest element. */
  T max(T x, int... axes);

  /** The least element. */
  T min(T x, int... axes);

  /** The position of the first greatest element. */
  T argmax(T x, int... axes);

  /** The position of the first least element. */
  T argmin(T x, int... axes);

  /** ln Σ eˣ. */
  T logSumExp(T x, int... axes);

  /** Running sums. */
  T cumsum(int axis, T x);

  /** Running products. */
  T cumprod(int axis, T x);

  /** Running log-sum-exps. */
  T logCumSumExp(int axis, T x);

  /** The positions in increasing order of their elements. */
  T argsort(int axis, T x);

  /** yₜ = decayₜ · yₜ₋₁ + xₜ. */
  T recurrence(int axis, T decay, T x);

  // The same elements elsewhere.

  /** The elements in row-major order with another shape. */
  T reshape(T x, S target);

  /** Axes repeated to a larger shape. */
  T expand(T x, S target);

  /** The axes in another order, each counted from the left. */
  T permute(T x, List<Integer> order);

  /** Elements start, start + step, … along an axis. */
  T slice(T x, int axis, int start, int size, int step);

  /** Zeros, with x at positions start, start + step, … of an axis. */
  T embed(T x, int axis, int start, int step, int total);

  /** The parts joined along an axis. */
  T concat(List<T> parts, int axis);

  /** The main diagonals. */
  T diagonal(T x);

  /** Rows of a table by number. */
  T gather(T table, T positions);

  /** Elements of a table by numbers on several axes, of which {@code kept} stay whole. */
  T gatherAt(T table, List<T> positions, int kept);

  /** Sums of values by number. */
  T scatterAdd(T values, T positions, int size);

  // Matrices in the last two axes.

  /** Products of matrices. */
  T matmul(T a, T b);

  /** The lower-triangular factor, NaN where there is none. */
  T cholesky(T a);

  /** The factors Q and R on one axis. */
  T qrPacked(T a);

  /** Eigenvalues, then vectors, on one axis. */
  T eigenPacked(T a);

  /** The x with a x = b. */
  T solveTriangular(T a, T b, boolean lower, boolean transposed);

  // The reverse pass.

  /**
   * The derivatives of a scalar with respect to nodes, as expressions, or as numbers for nodes that
   * carry their values.
   */
  List<T> gradient(T output, List<T> wrt, boolean recorded);

  // Keys, as rows of four words.

  /** The keys of counters under keys. */
  T fold(T keys, T counters);

  // Functions as operands.

  /**
   * A loop: {@code step} takes the carries and one element of each sequence, and gives the next
   * carries and what it puts out, in one list. So does the loop, with outputs along a first axis.
   */
  List<T> scan(
      List<T> start, List<T> sequences, int steps, BiFunction<List<T>, List<T>, List<T>> step);

  /**
   * Values, tried again until each is kept: {@code next} takes the number of an attempt and gives
   * new values and flags.
   */
  T until(T value, T kept, int first, int limit, String refusal, Function<T, List<T>> next);

  /** {@code yes} of the operands where the condition is not 0, else {@code no} of them. */
  T branch(T condition, List<T> operands, Function<List<T>, T> yes, Function<List<T>, T> no);

  /**
   * The states of dy/dt = {@code slope}(t, y) at the times.
   *
   * @param implicit by the implicit method
   * @param relative the error of a step in parts of the state
   * @param absolute the error of a step where the state is near 0
   * @param most how many steps there may be between two times
   */
  T ode(
      BiFunction<T, T, T> slope,
      T start,
      T times,
      boolean implicit,
      double relative,
      double absolute,
      int most);

  /** What happens on the way to these states, as text. */
  String explainOde(
      BiFunction<T, T, T> slope,
      T start,
      T times,
      boolean implicit,
      double relative,
      double absolute,
      int most);
}
