package dev.merapi.effects.enumerate;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Place;
import dev.merapi.effects.Plates;
import dev.merapi.effects.internal.check.Sight;

/**
 * Lays the values of marked sites along fresh batch dims, left of all plates, and tells every site
 * which variable each of those dims belongs to at its place ({@link Place#dims}).
 *
 * <p>A site outside of Markov chains takes the dim left of all that were ever used, and keeps it. A
 * site inside of one takes the rightmost dim that no variable in its sight has, so a chain of any
 * length needs history + 1 dims. Dims that a replayed guide has taken stay its own. The value has
 * shape [K, 1, …, 1, E..], with K at the dim: it is not expanded. For {@link Enumeration.Draws} the
 * distribution is expanded along the dim instead.
 *
 * <p>A site whose batch shape has the dim of a variable out of its sight is refused, with the names
 * of both and the history that is needed, as long as the dim has no other owner; {@link Sight}
 * finds every such dependence.
 *
 * <p>Laws: the identity on programs without marks; with the values summed out equal to {@link
 * EnumerateSequential}.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="enumerateParallel"}
 *
 * @param firstDim the rightmost dim that may be used, negative; plates stand right of it
 */
public record EnumerateParallel(int firstDim) implements Handler {

  /**
   * Left of plates that are at most {@code nesting} dims deep.
   *
   * @throws dev.merapi.effects.ModelException when its programs run, if a plate reaches further
   *     left, or a marked site has no finite support
   */
  public static EnumerateParallel leftOf(int nesting) {
    return new EnumerateParallel(-1 - nesting);
  }

  @Override
  public <A> Model<A> on(Model<A> model) {
    return new SideBySide(firstDim).on(Plates.vectorize(model));
  }
}
