package dev.merapi.effects;

import io.vavr.control.Option;
import java.util.function.UnaryOperator;

/** What a plate step stands for: a batch dim, a choice of elements, or one turn of a loop. */
public final class Extent {
  private final Form form;

  private Extent(Form form) {
    this.form = form;
  }

  static Extent of(Form form) {
    return new Extent(form);
  }

  Form form() {
    return form;
  }

  /** The extent with its index set rewritten, where it has one. */
  public Extent map(UnaryOperator<Site> change) {
    return new Extent(
        switch (form) {
          case Vectorised(Site indices, int fullSize, var dim) ->
              new Vectorised(change.apply(indices), fullSize, dim);
          case Choice(Site indices, int fullSize) -> new Choice(change.apply(indices), fullSize);
          case Outside _, Turn _ -> form;
        });
  }

  sealed interface Form permits Vectorised, Choice, Outside, Turn {}

  /**
   * A batch dim.
   *
   * @param indices the site that chooses the elements of this run; the plate has its name
   * @param fullSize the number of elements altogether
   * @param dim the batch dim, negative; none: the rightmost one that is free
   */
  record Vectorised(Site indices, int fullSize, Option<Integer> dim) implements Form {}

  /** The choice of elements for a loop; adds no frame. */
  record Choice(Site indices, int fullSize) implements Form {}

  /** The part of a plate's body that is the same for all its elements: outside of it in meaning. */
  record Outside(Indices plate) implements Form {}

  /** One turn of a loop over the elements that a {@link Choice} has chosen. */
  record Turn(Frame.Sequential frame) implements Form {}
}
