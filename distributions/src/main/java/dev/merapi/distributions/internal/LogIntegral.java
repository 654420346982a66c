package dev.merapi.distributions.internal;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * ln ∫₀ʷ e^f(s) ds for an integrand that rises and falls once in the logarithm of s (for a finite
 * width w, in ln(s/(w − s))), however far from 0 and however small: the greatest of its values on a
 * grid is found first, and the trapezoidal rule is laid around it after y = c + sinh u, which makes
 * both ends fall off doubly exponentially. Where the integrand is smooth and not narrower than a
 * tenth of its distance from 0, the relative error is below 1e-13; it grows fast below that.
 *
 * <p>Source: Takahasi and Mori, "Double exponential formulas for numerical integration" (1974),
 * section 4.
 *
 * @param log the logarithm [..]
 * @param centre the s of the greatest contribution [..], without a gradient
 * @param open whether what lies beyond the last point still counts: the integral is infinite
 */
public record LogIntegral(Tensor log, Tensor centre, Tensor open) {
  private static final int POINTS = 289;
  private static final double REACH = 6.2;
  private static final double FLOOR = -1e300;
  private static final double FAR = 320;

  /**
   * The integral of a function of s that is given [m, ..] and gives the same shape, over the width
   * [..], which may be infinite.
   */
  public static LogIntegral of(UnaryOperator<Tensor> f, Tensor width) {
    Tensor infinite = width.eq(Double.POSITIVE_INFINITY);
    Place place = new Place(infinite, Tensor.where(infinite, Tensor.scalar(1), width));
    Tensor coarse = along(Tensor.linspace(-FAR, FAR, 129), width);
    Tensor near = along(Tensor.linspace(-5, 5, 25), width);
    Tensor first =
        greatest(f, place, coarse.expand(Shape.of(coarse.size(0)).append(width.shape())));
    Tensor c = greatest(f, place, first.plus(near));
    Tensor u = Tensor.linspace(-REACH, REACH, POINTS);
    Tensor grow = u.exp().minus(u.unaryMinus().exp()).times(0.5);
    Tensor step = u.exp().plus(u.unaryMinus().exp()).times(REACH / (POINTS - 1)).log();
    Tensor terms = terms(f, place, c.plus(along(grow, width)), c).plus(along(step, width));
    Tensor sum = terms.logSumExp(0);
    Tensor none = sum.lt(FLOOR / 10);
    Tensor last = terms.slice(0, POINTS - 1, POINTS).squeeze(0);
    return new LogIntegral(
        Tensor.where(none, Tensor.scalar(Double.NEGATIVE_INFINITY), sum),
        place.s(c),
        infinite.and(last.gt(sum.minus(30))).and(none.not()));
  }

  /** Where s is, by the coordinate y. */
  private record Place(Tensor infinite, Tensor width) {
    Tensor s(Tensor y) {
      return Tensor.where(infinite, y.minimum(Tensor.scalar(700)).exp(), width.times(y.sigmoid()));
    }

    Tensor logSlope(Tensor y) {
      Tensor both = y.logSigmoid().plus(y.unaryMinus().logSigmoid());
      return Tensor.where(infinite, y, width.log().plus(both));
    }
  }

  /** A vector as the first axis, left of all others. */
  private static Tensor along(Tensor vector, Tensor like) {
    return vector.reshape(Shape.of(vector.size(0)).append(Shape.SCALAR.padLeft(like.rank())));
  }

  private static Tensor weigh(UnaryOperator<Tensor> f, Place place, Tensor y) {
    Tensor bounded = y.abs().lt(690).or(place.infinite().not());
    Tensor value = f.apply(place.s(y)).plus(place.logSlope(y));
    Tensor known = value.isNan().not().and(bounded).and(value.gt(FLOOR));
    Tensor counted = known.and(value.lt(Double.POSITIVE_INFINITY));
    return Tensor.where(counted, value, Tensor.scalar(FLOOR));
  }

  /** With gradients: what does not count is asked for at the centre, where slopes are finite. */
  private static Tensor terms(UnaryOperator<Tensor> f, Place place, Tensor y, Tensor centre) {
    Tensor known = weigh(f, place, y);
    if (known instanceof Dense) {
      return known;
    }
    Tensor counted = Terms.detached(known).gt(FLOOR);
    Tensor at = Tensor.where(counted, y, centre);
    Tensor value = f.apply(place.s(at)).plus(place.logSlope(at));
    return Tensor.where(counted, value, Tensor.scalar(FLOOR));
  }

  private static Tensor greatest(UnaryOperator<Tensor> f, Place place, Tensor y) {
    Tensor value = Terms.detached(weigh(f, place, y));
    Tensor best = value.eq(value.max(0)).and(value.gt(FLOOR));
    Tensor found = Tensor.where(best, y, Tensor.scalar(Double.POSITIVE_INFINITY)).min(0);
    Tensor nowhere = found.eq(Double.POSITIVE_INFINITY);
    return Terms.detached(Tensor.where(nowhere, Tensor.scalar(0), found));
  }
}
