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

  T exp(T x);

  T log(T x);

  T log1p(T x);

  T expm1(T x);

  T sqrt(T x);

  T square(T x);

  T reciprocal(T x);

  T abs(T x);

  T sign(T x);

  T floor(T x);

  T ceil(T x);

  T round(T x);

  T sin(T x);

  T cos(T x);

  T tan(T x);

  T tanh(T x);

  T atan(T x);

  T sigmoid(T x);

  T logSigmoid(T x);

  T softplus(T x);

  T lgamma(T x);

  T digamma(T x);

  T trigamma(T x);

  T erf(T x);

  T erfc(T x);

  T erfinv(T x);

  T normalCdf(T x);

  T normalLogCdf(T x);

  T normalIcdf(T x);

  T neg(T x);

  T not(T x);

  T isNan(T x);

  T logBesselI0(T x);

  T besselI0e(T x);

  T besselI1e(T x);

  // Functions of two and three numbers, element by element; operands broadcast.

  T add(T a, T b);

  T subtract(T a, T b);

  T multiply(T a, T b);

  T divide(T a, T b);

  T power(T a, T b);

  T modulo(T a, T b);

  T minimum(T a, T b);

  T maximum(T a, T b);

  T equal(T a, T b);

  T notEqual(T a, T b);

  T less(T a, T b);

  T lessOrEqual(T a, T b);

  T and(T a, T b);

  T or(T a, T b);

  T atan2(T y, T x);

  T lbeta(T x, T y);

  T logAddExp(T x, T y);

  T xlogy(T x, T y);

  T gammaP(T a, T x);

  T gammaQ(T a, T x);

  T gammaPInverse(T a, T p);

  T where(T condition, T yes, T no);

  T betaI(T a, T b, T x);

  T betaIInverse(T a, T b, T p);

  // Combinations over axes, none of which means all; and running ones along an axis.

  T sum(T x, int... axes);

  T prod(T x, int... axes);

  T max(T x, int... axes);

  T min(T x, int... axes);

  T argmax(T x, int... axes);

  T argmin(T x, int... axes);

  T logSumExp(T x, int... axes);

  T cumsum(int axis, T x);

  T cumprod(int axis, T x);

  T logCumSumExp(int axis, T x);

  T argsort(int axis, T x);

  T recurrence(int axis, T decay, T x);

  // The same elements elsewhere.

  T reshape(T x, S target);

  T expand(T x, S target);

  T permute(T x, List<Integer> order);

  T slice(T x, int axis, int start, int size, int step);

  T embed(T x, int axis, int start, int step, int total);

  T concat(List<T> parts, int axis);

  T diagonal(T x);

  T gather(T table, T positions);

  T gatherAt(T table, List<T> positions, int kept);

  T scatterAdd(T values, T positions, int size);

  // Matrices in the last two axes.

  T matmul(T a, T b);

  T cholesky(T a);

  T qrPacked(T a);

  T eigenPacked(T a);

  T solveTriangular(T a, T b, boolean lower, boolean transposed);

  // The reverse pass.

  /**
   * The derivatives of a scalar with respect to nodes, as expressions, or as numbers for nodes that
   * carry their values.
   */
  List<T> gradient(T output, List<T> wrt, boolean recorded);

  // Keys, as rows of four words.

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
}
