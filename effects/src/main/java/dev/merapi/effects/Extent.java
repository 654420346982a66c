package dev.merapi.effects;

import io.vavr.control.Option;
import java.util.function.UnaryOperator;

/** What a plate step stands for. */
public sealed interface Extent {

  /** The extent with its index set rewritten. */
  Extent map(UnaryOperator<Site> change);

  /**
   * A batch dim.
   *
   * @param indices the site that chooses the elements of this run; the plate has its name
   * @param fullSize the number of elements altogether
   * @param dim the batch dim, negative; none: the rightmost one that is free
   */
  record Vectorised(Site indices, int fullSize, Option<Integer> dim) implements Extent {
    @Override
    public Vectorised map(UnaryOperator<Site> change) {
      return new Vectorised(change.apply(indices), fullSize, dim);
    }
  }

  /** The choice of elements for a loop; adds no frame. */
  record Choice(Site indices, int fullSize) implements Extent {
    @Override
    public Choice map(UnaryOperator<Site> change) {
      return new Choice(change.apply(indices), fullSize);
    }
  }

  /** The part of a plate's body that is the same for all its elements: outside of it in meaning. */
  record Outside(Indices plate) implements Extent {
    @Override
    public Outside map(UnaryOperator<Site> change) {
      return this;
    }
  }

  /** One turn of a loop over the elements that a {@link Choice} has chosen. */
  record Turn(Frame.Sequential frame) implements Extent {
    @Override
    public Turn map(UnaryOperator<Site> change) {
      return this;
    }
  }
}
