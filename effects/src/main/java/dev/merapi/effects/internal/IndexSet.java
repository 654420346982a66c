package dev.merapi.effects.internal;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Subset;
import java.util.List;

/**
 * The law of a plate's index set: {@code size} different numbers out of 0 … fullSize − 1, all of
 * them in order if {@code size = fullSize}. B = [], E = [size]. Its log-density is 0, not −ln C(n,
 * k): the choice of a minibatch is not part of the model, so it moves no objective.
 *
 * @param labels what the elements are called, all of them; none: they are counted
 */
public record IndexSet(int fullSize, int size, List<String> labels) implements Distribution {
  /** Of elements that are counted. */
  public IndexSet(int fullSize, int size) {
    this(fullSize, size, List.of());
  }

  /** Checks the sizes. */
  public IndexSet {
    labels = List.copyOf(labels);
    if (fullSize < 1) {
      throw new ArgumentException(
          "A plate needs at least one element, but its size is %d; leave the plate out for no data"
              .formatted(fullSize));
    }
    if (size < 1 || size > fullSize) {
      throw new ArgumentException(
          "A plate of size %d cannot choose %d of its elements; ask for 1 to %d"
              .formatted(fullSize, size, fullSize));
    }
  }

  /** As many of the same elements. */
  public IndexSet choosing(int other) {
    return new IndexSet(fullSize, other, labels);
  }

  /** Whether it chooses as many out of as many. */
  public boolean hasSizesOf(IndexSet other) {
    return fullSize == other.fullSize && size == other.size;
  }

  @Override
  public Shape batchShape() {
    return Shape.SCALAR;
  }

  @Override
  public Shape eventShape() {
    return Shape.of(size);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.wholeNumberBetween(0, fullSize - 1), 1);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    if (sampleShape.rank() == 0) {
      return size == fullSize ? Tensor.arange(size) : Subset.of(key, fullSize, size);
    }
    Tensor[] draws =
        key.split(sampleShape.count()).stream()
            .map(each -> sample(each, Shape.SCALAR))
            .toArray(Tensor[]::new);
    return Tensor.stack(0, draws).reshape(sampleShape.append(eventShape()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return Tensor.scalar(0);
  }

  /** 0 for an index set of any size, also one of another run. */
  @Override
  public Tensor logProb(Tensor value) {
    return Tensor.zeros(value.shape().dropRight(1));
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return this;
  }
}
