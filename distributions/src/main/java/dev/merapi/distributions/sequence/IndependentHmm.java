package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * Sequences of numbers side by side as one sequence of vectors: from {@code base} of batch [B.., D]
 * and events [T, 1], the distribution of batch B and events [T, D] whose column d is member d. What
 * a distribution of vectors would do with matrices of size D², this does with D numbers.
 */
public record IndependentHmm(Distribution base) implements Distribution {

  /**
   * Sequences of numbers, the members of the last batch axis, as one sequence of vectors.
   *
   * @throws dev.merapi.tensor.ShapeException if the base has no last batch axis, or events of
   *     another shape than [T, 1]
   */
  @Factory("independentHmm")
  public static IndependentHmm of(Distribution base) {
    Shape event = base.eventShape();
    if (base.batchShape().rank() == 0 || event.rank() != 2 || event.size(1) != 1) {
      throw new ShapeException(
          "IndependentHmm wants a distribution with a last batch axis and events [T, 1], but %s has batch shape %s and event shape %s"
              .formatted(base.getClass().getSimpleName(), base.batchShape(), event));
    }
    return new IndependentHmm(base);
  }

  @Override
  public Shape batchShape() {
    return base.batchShape().dropRight(1);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(base.eventShape().size(0), base.batchShape().size(-1));
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("IndependentHmm").part("base", base, 1);
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return joined(base.sample(key, sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Shape members = base.batchShape().takeRight(1);
    Tensor each = base.logDensity(value.transpose().unsqueeze(-1));
    return each.expand(Shape.broadcast(each.shape(), members)).sum(-1);
  }

  /** [.., D, T, 1] as [.., T, D]. */
  private static Tensor joined(Tensor columns) {
    return columns.squeeze(-1).transpose();
  }

  @Override
  public IndependentHmm expand(Shape batchShape) {
    return new IndependentHmm(base.expand(batchShape.append(base.batchShape().size(-1))));
  }

  @Override
  public Tensor mean() {
    return joined(base.mean());
  }

  @Override
  public Tensor variance() {
    return joined(base.variance());
  }
}
