package dev.merapi.tensor.internal.bounds;

import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Abs;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.And;
import dev.merapi.tensor.internal.op.Atan2;
import dev.merapi.tensor.internal.op.BetaI;
import dev.merapi.tensor.internal.op.Ceil;
import dev.merapi.tensor.internal.op.Cos;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Elementwise1;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.op.Elementwise3;
import dev.merapi.tensor.internal.op.Equal;
import dev.merapi.tensor.internal.op.Erf;
import dev.merapi.tensor.internal.op.Erfc;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Expm1;
import dev.merapi.tensor.internal.op.Floor;
import dev.merapi.tensor.internal.op.GammaP;
import dev.merapi.tensor.internal.op.GammaQ;
import dev.merapi.tensor.internal.op.Interval;
import dev.merapi.tensor.internal.op.IsNan;
import dev.merapi.tensor.internal.op.Lbeta;
import dev.merapi.tensor.internal.op.Less;
import dev.merapi.tensor.internal.op.LessOrEqual;
import dev.merapi.tensor.internal.op.Lgamma;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.Log1p;
import dev.merapi.tensor.internal.op.LogAddExp;
import dev.merapi.tensor.internal.op.LogSigmoid;
import dev.merapi.tensor.internal.op.Maximum;
import dev.merapi.tensor.internal.op.Minimum;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.NormalCdf;
import dev.merapi.tensor.internal.op.NormalLogCdf;
import dev.merapi.tensor.internal.op.Not;
import dev.merapi.tensor.internal.op.NotEqual;
import dev.merapi.tensor.internal.op.Or;
import dev.merapi.tensor.internal.op.Power;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.op.Round;
import dev.merapi.tensor.internal.op.Sigmoid;
import dev.merapi.tensor.internal.op.Sign;
import dev.merapi.tensor.internal.op.Sin;
import dev.merapi.tensor.internal.op.Softplus;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.Square;
import dev.merapi.tensor.internal.op.Subtract;
import dev.merapi.tensor.internal.op.Tanh;
import dev.merapi.tensor.internal.op.Trigamma;
import dev.merapi.tensor.internal.op.Where;
import dev.merapi.tensor.internal.op.Xlogy;
import java.util.List;

/** The ranges of functions of single numbers. */
final class ElementwiseBounds {
  private static final Bounds LOG_OF_NONNEGATIVE =
      new Bounds(true, Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, true, false);

  private ElementwiseBounds() {}

  static Bounds image(Elementwise function, List<Tensor> operands, List<Bounds> x) {
    return switch (function) {
      case IsNan _, Less _, LessOrEqual _, Equal _, NotEqual _, And _, Or _, Not _ -> Bounds.FLAG;
      case Where _ -> chosen(operands, x);
      case Elementwise _ when !x.stream().allMatch(Bounds::known) -> Bounds.UNKNOWN;
      case Exp _ -> exp(x.getFirst());
      case Elementwise _ when !x.stream().allMatch(Bounds::isFinite) -> Bounds.UNKNOWN;
      case Elementwise1 one -> one(one, x.getFirst());
      case Elementwise2 two -> two(two, operands, x.get(0), x.get(1));
      case BetaI _ -> fraction(x.get(0).isAbove(0) && x.get(1).isAbove(0) && isFraction(x.get(2)));
      case Elementwise3 _ -> Bounds.UNKNOWN;
    };
  }

  /** A choice, where a comparison with the number that is chosen may say something of it. */
  private static Bounds chosen(List<Tensor> operands, List<Bounds> x) {
    Bounds first = x.get(1);
    if (first.known() && operands.getFirst() instanceof Symbolic.Apply condition) {
      boolean open = condition.operation() instanceof Less;
      if (open || condition.operation() instanceof LessOrEqual) {
        first = compared(first, operands.get(1), condition.inputs(), open);
      }
    }
    return Ends.union(first, x.get(2));
  }

  /** The range of a number that is one of two that were compared. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private static Bounds compared(Bounds own, Tensor number, List<Tensor> both, boolean open) {
    if (number == both.get(1) && both.get(0) instanceof Dense low) {
      Bounds least = BoundsOf.tensor(low);
      Bounds above = new Bounds(true, least.low(), open, Double.POSITIVE_INFINITY, true, false);
      return least.known() ? Ends.both(own, above) : own;
    }
    if (number == both.get(0) && both.get(1) instanceof Dense high) {
      Bounds most = BoundsOf.tensor(high);
      Bounds below = new Bounds(true, Double.NEGATIVE_INFINITY, true, most.high(), open, false);
      return most.known() ? Ends.both(own, below) : own;
    }
    return own;
  }

  private static Bounds fraction(boolean applies) {
    return applies ? Bounds.closed(0, 1) : Bounds.UNKNOWN;
  }

  private static boolean isFraction(Bounds x) {
    return x.isFrom(0) && x.isUpTo(1);
  }

  private static Bounds one(Elementwise1 function, Bounds x) {
    return switch (function) {
      case Neg _ -> Ends.negated(x);
      case Abs _ -> Ends.absolute(x);
      case Square _ -> Ends.square(x);
      case Expm1 _ -> signOf(x, -1);
      case Sigmoid _ -> Bounds.open(0, 1);
      case NormalCdf _ -> Bounds.open(0, 1);
      case Erfc _ -> Bounds.open(0, 2);
      case Erf _, Tanh _ -> x.isAbove(0) ? Bounds.open(0, 1) : Bounds.open(-1, 1);
      case Softplus _ -> Bounds.POSITIVE;
      case LogSigmoid _, NormalLogCdf _ -> Bounds.open(Double.NEGATIVE_INFINITY, 0);
      case Sin _, Cos _ -> Bounds.closed(-1, 1);
      case Sign _ -> Bounds.closed(-1, 1).wholes();
      case Floor _, Ceil _, Round _ ->
          Bounds.closed(Math.floor(x.low()), Math.ceil(x.high())).wholes();
      case Log _ when x.isFrom(1) -> Bounds.NONNEGATIVE;
      case Log _ when x.isFrom(0) && !x.isAbove(0) -> LOG_OF_NONNEGATIVE;
      case Log _, Lgamma _ when x.isAbove(0) -> Bounds.REAL;
      case Log1p _ when x.isAbove(-1) -> signOf(x, Double.NEGATIVE_INFINITY);
      case Sqrt _ when x.isFrom(0) -> x.isAbove(0) ? Bounds.POSITIVE : Bounds.NONNEGATIVE;
      case Reciprocal _ when x.isNotZero() -> Ends.over(Bounds.closed(1, 1), x);
      case Trigamma _ when x.isAbove(0) -> Bounds.POSITIVE;
      case Log _, Lgamma _, Log1p _, Sqrt _, Reciprocal _, Trigamma _ -> Bounds.UNKNOWN;
      case Elementwise1 other -> isInside(x, other.domain()) ? Bounds.REAL : Bounds.UNKNOWN;
    };
  }

  private static Bounds exp(Bounds x) {
    return new Bounds(
        true,
        x.isFrom(0) ? 1 : 0,
        !x.isFrom(0) && x.isAbove(Double.NEGATIVE_INFINITY),
        x.isUpTo(0) ? 1 : Double.POSITIVE_INFINITY,
        !x.isUpTo(0),
        false);
  }

  /** An increasing function that has the sign of x, and is above {@code least}. */
  private static Bounds signOf(Bounds x, double least) {
    return x.isAbove(0)
        ? Bounds.POSITIVE
        : x.isFrom(0)
            ? Bounds.NONNEGATIVE
            : Bounds.open(least, x.isBelow(0) ? 0 : Double.POSITIVE_INFINITY);
  }

  /** Whether a function has a finite value at all numbers of a range. */
  private static boolean isInside(Bounds x, Interval domain) {
    return domain.equals(Interval.REAL) || (x.isAbove(domain.low()) && x.isBelow(domain.high()));
  }

  private static Bounds two(Elementwise2 function, List<Tensor> operands, Bounds a, Bounds b) {
    return switch (function) {
      case Add _ -> Ends.plus(a, b);
      case Subtract _ -> Ends.plus(a, Ends.negated(b));
      case Multiply _ -> isSame(operands) ? Ends.square(a) : Ends.times(a, b);
      case Divide _ -> b.isNotZero() ? Ends.over(a, b) : Bounds.UNKNOWN;
      case Maximum _ -> Ends.greater(a, b);
      case Minimum _ -> Ends.lesser(a, b);
      case Power _ -> power(operands.get(1), a, b);
      case LogAddExp _ -> Bounds.REAL;
      case Atan2 _ -> Bounds.closed(-Math.PI, Math.PI);
      case Xlogy _ -> b.isAbove(0) ? Bounds.REAL : Bounds.UNKNOWN;
      case Lbeta _ -> a.isAbove(0) && b.isAbove(0) ? Bounds.REAL : Bounds.UNKNOWN;
      case GammaP _, GammaQ _ -> fraction(a.isAbove(0) && b.isFrom(0));
      case Elementwise2 _ -> Bounds.UNKNOWN;
    };
  }

  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private static boolean isSame(List<Tensor> operands) {
    return operands.get(0) == operands.get(1);
  }

  private static Bounds power(Tensor exponent, Bounds a, Bounds b) {
    if (a.isAbove(0)) {
      return Bounds.POSITIVE;
    }
    if (a.isFrom(0) && b.isFrom(0)) {
      return Bounds.NONNEGATIVE;
    }
    boolean whole = exponent instanceof Dense && b.whole() && b.isFrom(0);
    return whole ? Bounds.REAL : Bounds.UNKNOWN;
  }
}
