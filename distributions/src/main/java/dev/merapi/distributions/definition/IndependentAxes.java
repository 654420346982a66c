package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * The joint distribution of the {@code axes} rightmost batch axes of {@code base}: they move into
 * the event, and log-densities are summed over them. Batch [B.. R..] and event [E..] become [B..]
 * and [R.. E..].
 */
public record IndependentAxes(Distribution base, int axes) implements Distribution {

  /**
   * Moves {@code n} axes; nested moves merge, and a negative {@code n} moves back what was moved.
   */
  static Distribution of(Distribution distribution, int n) {
    Distribution inner =
        distribution instanceof IndependentAxes moved ? moved.base() : distribution;
    int total = (distribution instanceof IndependentAxes moved ? moved.axes() : 0) + n;
    if (n > distribution.batchShape().rank()) {
      throw new ShapeException(
          "toEvent(%d) asks for more batch axes than there are: %s has batch shape %s"
              .formatted(n, distribution.getClass().getSimpleName(), distribution.batchShape()));
    }
    if (total < 0) {
      throw new ShapeException(
          "toEvent(%d) asks to move back more event axes than were moved: %d of %s"
              .formatted(n, total - n, distribution.eventShape()));
    }
    return total == 0 ? inner : new IndependentAxes(inner, total);
  }

  @Override
  public Shape batchShape() {
    return base.batchShape().dropRight(axes);
  }

  @Override
  public Shape eventShape() {
    return base.batchShape().takeRight(axes).append(base.eventShape());
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("IndependentAxes").part("base", base, axes);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(base.support(), axes);
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return joint(base.logDensity(value));
  }

  @Override
  public Tensor logDensity(Interior value) {
    return joint(base.logDensity(value));
  }

  @Override
  public Distribution expand(Shape batchShape) {
    Shape moved = base.batchShape().takeRight(axes);
    return new IndependentAxes(base.expand(batchShape.append(moved)), axes);
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Tensor mode() {
    return base.mode();
  }

  @Override
  public Tensor entropy() {
    return sum(base.entropy());
  }

  /** The sum; an element that is impossible makes the event impossible, whatever the others are. */
  private Tensor joint(Tensor terms) {
    Tensor impossible = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor sum = sum(terms);
    return sum instanceof Dense && sum.isNan().max().item() == 1
        ? Tensor.where(sum(terms.eq(impossible)).gt(0), impossible, sum)
        : sum;
  }

  /** The sum over the moved axes, each counted with its full size. */
  private Tensor sum(Tensor terms) {
    Shape moved = base.batchShape().takeRight(axes);
    Tensor full = terms.expand(Shape.broadcast(terms.shape(), moved));
    int[] last = new int[axes];
    for (int i = 0; i < axes; i++) {
      last[i] = -1 - i;
    }
    return full.sum(last);
  }
}
