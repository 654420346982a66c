package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.internal.Ends;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.LogIntegral;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The two tails of a continuous distribution of numbers that gives no formula for them, by {@link
 * LogIntegral integrals} of its density from the value outwards. The tail in whose direction the
 * density falls is the exact one; the other is what it leaves to 1, or its own integral where that
 * is less than ½.
 *
 * @param below ln P(X ≤ x)
 * @param above ln P(X &gt; x)
 */
record Tails(Tensor below, Tensor above) {

  /** Of a value [S.. B..]; a value beyond an end has all on one side. */
  static Tails of(Distribution distribution, Tensor value, String quantity) {
    if (distribution.support() instanceof Either) {
      throw new NoClosedFormException(distribution, quantity);
    }
    Ends ends = require(distribution, quantity);
    Tensor full = value.expand(Shape.broadcast(value.shape(), distribution.batchShape()));
    Tensor beneath = full.le(ends.low());
    Tensor beyond = full.ge(ends.high());
    Tensor inside = beneath.or(beyond).not();
    Tensor x = Tensor.where(inside, full, distribution.support().interior(full.shape()));
    LogIntegral down =
        LogIntegral.of(s -> distribution.logDensity(x.minus(s)), x.minus(ends.low()));
    LogIntegral up = LogIntegral.of(s -> distribution.logDensity(x.plus(s)), ends.high().minus(x));
    Tensor lost = down.log().maximum(up.log()).eq(Double.NEGATIVE_INFINITY);
    Tensor low = x.lt(distribution.support().interior(full.shape()));
    Tensor left = Tensor.where(lost, low, down.centre().lt(up.centre()));
    Tensor tail = Tensor.where(left, down.log(), up.log());
    Tensor rest = Tensor.where(left, up.log(), down.log());
    Tensor most = tail.gt(-Math.log(2));
    Tensor exact = Tensor.where(most, Terms.log1mExp(held(rest, most)), tail);
    Tensor other = Tensor.where(most, rest, Terms.log1mExp(held(tail, most.not())));
    Tensor below = Tensor.where(left, exact, other);
    Tensor above = Tensor.where(left, other, exact);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor always = Tensor.scalar(0);
    return new Tails(
        Tensor.where(inside, below, Tensor.where(beneath, never, always)),
        Tensor.where(inside, above, Tensor.where(beneath, always, never)));
  }

  private static Tensor held(Tensor log, Tensor used) {
    return Tensor.where(used, log.minimum(Tensor.scalar(0)), Tensor.scalar(-1));
  }

  static Ends require(Distribution distribution, String quantity) {
    if (distribution.eventDim() != 0 || distribution.isDiscrete()) {
      throw new NoClosedFormException(distribution, quantity);
    }
    return Ends.of(distribution.support())
        .orElseThrow(() -> new NoClosedFormException(distribution, quantity));
  }

  /** E X and its variance, by integrals from the median outwards. */
  record Spread(Tensor mean, Tensor variance) {}

  /** Infinite moments are +∞ or −∞, or NaN where both sides are. */
  static Spread spread(Distribution distribution, String quantity) {
    Ends ends = require(distribution, quantity);
    Tensor zero = Tensor.zeros(distribution.batchShape());
    Tensor m = Terms.detached(distribution.icdf(zero.plus(0.5)));
    Tensor down = m.minus(ends.low()).plus(zero);
    Tensor up = ends.high().minus(m).plus(zero);
    Tensor first = moment(distribution, m, up, 1, 1).minus(moment(distribution, m, down, -1, 1));
    Tensor second = moment(distribution, m, up, 1, 2).plus(moment(distribution, m, down, -1, 2));
    Tensor finite = second.lt(Double.POSITIVE_INFINITY);
    Tensor gap = Tensor.where(finite, first, Tensor.scalar(0));
    Tensor mean = m.plus(first);
    boolean known = !(mean instanceof Dense numbers) || Flags.none((Dense) numbers.isNan());
    if (!known && !(distribution.support() instanceof Real)) {
      throw new NoClosedFormException(distribution, quantity);
    }
    return new Spread(mean, second.minus(gap.square()));
  }

  /** ∫ sⁿ p(m ± s) ds. */
  private static Tensor moment(Distribution law, Tensor m, Tensor width, int side, int n) {
    LogIntegral integral =
        LogIntegral.of(s -> law.logDensity(m.plus(s.times(side))).plus(s.log().times(n)), width);
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(integral.open(), infinite, integral.log().exp());
  }
}
