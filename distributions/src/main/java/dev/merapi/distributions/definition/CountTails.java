package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.WholeNumber;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The two tails of a distribution of whole numbers that gives no formula for them, as sums of
 * probabilities: over all of a finite support, else over {@value #WINDOW} numbers on either side of
 * the value, which is enough for tails that fall like those of Poisson and deviations up to some
 * hundreds. The lesser sum is the exact one where it falls.
 *
 * @param below ln P(X ≤ k)
 * @param above ln P(X &gt; k)
 */
record CountTails(Tensor below, Tensor above) {
  private static final int WINDOW = 4096;
  private static final int MOST = 1 << 22;
  private static final double FLOOR = -1e300;

  /** Of a value [S.. B..], which need not be whole. */
  static CountTails of(Distribution law, Tensor value, String quantity) {
    return switch (law.support()) {
      case WholeNumberBetween(Dense low, Dense high) ->
          finite(law, value, low.min().item(), high.max().item());
      case WholeNumberFrom _, WholeNumber _ -> window(law, value);
      case Constraint _ -> throw new NoClosedFormException(law, quantity);
    };
  }

  /** E X over a finite support. */
  static Tensor mean(Distribution law) {
    return expectation(law, Tensor.scalar(0), 1, "mean");
  }

  /** The variance over a finite support. */
  static Tensor variance(Distribution law) {
    return expectation(law, law.mean(), 2, "variance");
  }

  private static Tensor expectation(Distribution law, Tensor centre, int n, String quantity) {
    if (!(law.support() instanceof WholeNumberBetween(Dense low, Dense high))) {
      throw new NoClosedFormException(law, quantity);
    }
    Tensor points = points(law, low.min().item(), high.max().item());
    Tensor p = law.logProb(points).exp();
    Tensor gap = points.minus(centre);
    return p.times(n == 1 ? gap : gap.square()).sum(0).expand(law.batchShape());
  }

  /** All values of the support, as an axis left of B. */
  private static Tensor points(Distribution law, double low, double high) {
    if (high - low >= MOST) {
      throw new ArgumentException(
          "%s has %s values, too many to add up their probabilities; the most are %s"
              .formatted(law.getClass().getSimpleName(), high - low + 1, MOST));
    }
    int n = (int) (high - low) + 1;
    Shape column = Shape.of(n).append(Shape.SCALAR.padLeft(law.batchShape().rank()));
    return Tensor.arange(n).plus(low).reshape(column);
  }

  private static CountTails finite(Distribution law, Tensor value, double low, double high) {
    Tensor points = points(law, low, high);
    int n = points.size(0);
    Tensor logs = floored(law.logProb(points).expand(Shape.of(n).append(law.batchShape())));
    Tensor table = logs.moveAxis(0, -1);
    Tensor up = table.logCumSumExp(-1).pad(-1, 1, 0);
    Tensor down = table.flip(-1).logCumSumExp(-1).flip(-1).pad(-1, 0, 1);
    Tensor full = value.expand(Shape.broadcast(value.shape(), law.batchShape()));
    Tensor place = full.floor().minus(low - 1).clamp(0, n);
    Tensor from = Tensor.where(place.eq(0), Tensor.scalar(FLOOR), chosen(up, place));
    Tensor to = Tensor.where(place.eq(n), Tensor.scalar(FLOOR), chosen(down, place));
    return joined(from, to);
  }

  private static Tensor chosen(Tensor table, Tensor place) {
    return LastAxis.choose(table, place);
  }

  private static CountTails window(Distribution law, Tensor value) {
    Tensor full = value.expand(Shape.broadcast(value.shape(), law.batchShape()));
    Tensor most = Tensor.scalar(0x1p52);
    Tensor k = full.floor().minimum(most).maximum(most.unaryMinus());
    Shape column = Shape.of(WINDOW).append(Shape.SCALAR.padLeft(full.rank()));
    Tensor steps = Tensor.arange(WINDOW).reshape(column);
    Tensor from = floored(law.logProb(k.minus(steps))).logSumExp(0);
    Tensor to = floored(law.logProb(k.plus(1).plus(steps))).logSumExp(0);
    Tensor lower = law.logProb(k).le(law.logProb(k.plus(1)));
    Tensor tail = Tensor.where(lower, from, to).minimum(Tensor.scalar(0));
    Tensor rest = Terms.log1mExp(tail).maximum(Tensor.scalar(FLOOR));
    return joined(Tensor.where(lower, tail, rest), Tensor.where(lower, rest, tail));
  }

  /** Each sum where it is less than ½, and what the other leaves to 1 where it is not. */
  private static CountTails joined(Tensor from, Tensor to) {
    Tensor half = Tensor.scalar(-Math.log(2));
    Tensor below = Tensor.where(from.lt(half), from, Terms.log1mExp(to.minimum(half)));
    Tensor above = Tensor.where(to.lt(half), to, Terms.log1mExp(from.minimum(half)));
    return new CountTails(opened(below), opened(above));
  }

  private static Tensor floored(Tensor logs) {
    Tensor never = logs.gt(FLOOR);
    return Tensor.where(never, logs, Tensor.scalar(FLOOR));
  }

  private static Tensor opened(Tensor logs) {
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(logs.lt(FLOOR / 10), never, logs);
  }
}
