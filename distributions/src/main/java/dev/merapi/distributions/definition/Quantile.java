package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.distributions.internal.Ends;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Quantiles by search on the logarithm of the nearer tail, for distributions that give no formula
 * of the inverse: the least x with ln P(X ≤ x) ≥ {@code below}, that is ln P(X &gt; x) ≤ {@code
 * above}, two numbers of one shape.
 *
 * <p>Continuous ones by Newton's method on a {@link Ends coordinate} that keeps the distance to the
 * ends of the support, with every fourth step a bisection, until a step is below 4e-16 of the
 * coordinate. Whole numbers by bisection between −2⁵³ and 2⁵³, of exponents first; a probability
 * within 1e-12 of that of a number counts as reached. A last step of Newton's method carries the
 * gradients of the implicit function theorem; whole numbers have none.
 */
record Quantile(Distribution law, Tensor below, Tensor above) {
  private static final double HALF = -0.6931471805599453;
  private static final double FAR = 708;
  private static final double NEAR = 4e-16;
  private static final double SLACK = 1e-12;
  private static final double GREATEST = 0x1p53;

  /** Of logarithms of probabilities; NaN where they are none. */
  static Tensor of(Distribution law, Tensor below, Tensor above, String quantity) {
    Shape shape = Shape.broadcast(below.shape(), above.shape(), law.batchShape());
    Tensor p = below.expand(shape);
    Tensor q = above.expand(shape);
    Tensor wrong = p.le(0).and(q.le(0)).not();
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor edge = wrong.or(p.eq(never)).or(q.eq(never));
    Tensor half = Tensor.scalar(HALF);
    Quantile inner = new Quantile(law, Tensor.where(edge, half, p), Tensor.where(edge, half, q));
    boolean counts = law.eventDim() == 0 && law.isDiscrete();
    Ends ends = counts ? inner.wholeEnds() : Tails.require(law, quantity);
    Tensor found = counts ? inner.whole(ends) : inner.number(ends);
    Tensor outer = Tensor.where(p.eq(never), ends.low(), ends.high());
    Tensor known = Tensor.where(edge, outer, found);
    return Tensor.where(wrong, Tensor.scalar(Double.NaN), known);
  }

  private Tensor fromBelow() {
    return below.lt(HALF);
  }

  /** The logarithm of the probability on the nearer side. */
  private Tensor tail(Tensor x) {
    return Tensor.where(fromBelow(), law.logCdf(x), law.logSurvival(x));
  }

  /** Below 0 on the left of the quantile, and increasing. */
  private Tensor gap(Tensor tail) {
    return Tensor.where(fromBelow(), tail.minus(below), above.minus(tail));
  }

  private Tensor number(Ends ends) {
    Tensor zero = Tensor.zeros(below.shape());
    Tensor start = Tensor.stack(-1, zero.minus(FAR), zero.plus(FAR), zero, zero);
    Tensor state = Descent.of(start, 3, 300, (now, i) -> step(ends, now, i));
    Tensor x = Terms.detached(ends.at(Descent.column(state, 2)));
    Tensor tail = tail(x);
    Tensor hazard = Terms.detached(law.logDensity(x).minus(tail).exp());
    Tensor move = gap(tail).div(hazard);
    Tensor sound = hazard.gt(0).and(move.abs().lt(Double.POSITIVE_INFINITY));
    Tensor safe = gap(tail).div(Tensor.where(sound, hazard, Tensor.scalar(1)));
    return x.minus(Tensor.where(sound, safe, Tensor.scalar(0)));
  }

  /** Columns: what is left of the root, what is right of it, the guess, whether it is good. */
  private Tensor step(Ends ends, Tensor state, Tensor i) {
    Tensor u = Descent.column(state, 2);
    Tensor x = ends.at(u);
    Tensor tail = tail(x);
    Tensor gap = gap(tail);
    Tensor left = gap.lt(0).or(gap.isNan());
    Tensor low = Tensor.where(left, u, Descent.column(state, 0));
    Tensor high = Tensor.where(left, Descent.column(state, 1), u);
    Tensor slope = law.logProb(x).plus(ends.logSlope(u)).minus(tail).exp();
    Tensor newton = u.minus(gap.div(slope));
    Tensor inside = newton.gt(low).and(newton.lt(high)).and(i.mod(4).ne(3));
    Tensor next = Tensor.where(inside, newton, low.plus(high).times(0.5));
    Tensor size = u.abs().maximum(Tensor.scalar(1)).times(NEAR);
    Tensor good = next.minus(u).abs().le(size).or(gap.eq(0));
    Tensor done = Descent.column(state, 3);
    Tensor kept = Tensor.where(done.or(gap.eq(0)), u, next);
    return Tensor.stack(-1, low, high, kept, done.or(good));
  }

  private Ends wholeEnds() {
    Tensor endless = Tensor.scalar(Double.POSITIVE_INFINITY);
    return switch (law.support()) {
      case WholeNumberBetween(Tensor low, Tensor high) -> new Ends(low, high);
      case WholeNumberFrom(Tensor low) -> new Ends(low, endless);
      case Constraint _ -> new Ends(endless.unaryMinus(), endless);
    };
  }

  /** Columns: a number that is too small, one that is great enough, whether they are neighbours. */
  private Tensor whole(Ends ends) {
    Tensor zero = Tensor.zeros(below.shape());
    Tensor first = ends.low().minus(1).maximum(Tensor.scalar(-GREATEST)).plus(zero);
    Tensor last = ends.high().minimum(Tensor.scalar(GREATEST)).plus(zero);
    Tensor start = Tensor.stack(-1, first, last, zero);
    return Terms.detached(Descent.column(Descent.of(start, 2, 70, (now, _) -> halve(now)), 1));
  }

  /**
   * A number between two: 0 if they lie on both sides of it, their geometric mean if they are far
   * from each other on the right, since most quantiles are small, and the middle otherwise.
   */
  private static Tensor between(Tensor low, Tensor high) {
    Tensor half = low.plus(high).times(0.5).floor();
    Tensor positive = low.plus(2).maximum(Tensor.scalar(1)).times(high.plus(2)).sqrt().minus(2);
    Tensor rises = low.ge(-1).and(high.gt(low.times(2).plus(16)));
    Tensor around = low.lt(-1).and(high.gt(1)).and(high.minus(low).gt(16));
    Tensor near = Tensor.where(rises, positive.abs().floor(), half);
    return Tensor.where(around, Tensor.scalar(0), near);
  }

  private Tensor halve(Tensor state) {
    Tensor low = Descent.column(state, 0);
    Tensor high = Descent.column(state, 1);
    Tensor middle = between(low, high);
    Tensor size = Tensor.where(fromBelow(), below, above).abs().maximum(Tensor.scalar(1));
    Tensor reached = gap(tail(middle)).ge(size.times(-SLACK));
    Tensor from = Tensor.where(reached, low, middle);
    Tensor to = Tensor.where(reached, middle, high);
    return Tensor.stack(-1, from, to, to.minus(from).le(1));
  }
}
