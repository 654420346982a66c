package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A set of values, each an array with {@link #eventDim} axes. Bounds may be tensors, also symbolic
 * ones; they broadcast with the values. A set of one's own is a {@link CustomConstraint}.
 */
public sealed interface Constraint
    permits Real,
        GreaterThan,
        LessThan,
        Interval,
        Circular,
        WholeNumber,
        WholeNumberFrom,
        WholeNumberBetween,
        OneHot,
        CountsOfTotal,
        Simplex,
        Ordered,
        PositiveOrdered,
        Sphere,
        L1Ball,
        ZeroSum,
        LowerTriangular,
        LowerCholesky,
        SoftplusLowerCholesky,
        ScaledUnitLowerCholesky,
        UnitLowerCholesky,
        CorrelationCholesky,
        CorrelationMatrix,
        PositiveDefinite,
        PositiveSemidefinite,
        Symmetric,
        Square,
        OneOf,
        Assignments,
        Trees,
        Either,
        Joined,
        Stacked,
        Independent,
        CustomConstraint {

  /** The number of axes of one value: 0 for numbers, 1 for vectors, 2 for matrices. */
  int eventDim();

  /** Whether the set has only isolated points. */
  boolean isDiscrete();

  /**
   * 1 for values in the set, 0 for others, NaN among them: value [.., E..] → [..]. Bounds that are
   * tensors may widen the result.
   */
  Tensor check(Tensor value);

  /** Whether every value of a known array is in the set, as {@link #check} would say of each. */
  default boolean holds(Dense value) {
    return check(value) instanceof Dense flags && flags.min().item() != 0;
  }

  /** A noun phrase with the bounds, to stand after "must be": "a positive number". */
  String describe();

  /**
   * A value of the set, for shape {@code value} of values: it broadcasts to that shape. Masked and
   * infeasible elements are replaced by it before a density is asked for.
   */
  Tensor interior(Shape value);
}
