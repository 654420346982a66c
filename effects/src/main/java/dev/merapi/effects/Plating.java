package dev.merapi.effects;

import dev.merapi.effects.internal.IndexSet;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A plate without its body: a name, a number of elements, perhaps a batch dim, and which elements
 * take part. {@code plate("data", 1000).dim(-2).subsampleSize(50).each(batch -> …)}.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="plating"}
 */
public final class Plating {
  private final String name;
  private final int fullSize;
  private final Option<Integer> dim;
  private final Site indices;

  private Plating(String name, int fullSize, Option<Integer> dim, Site indices) {
    this.name = name;
    this.fullSize = fullSize;
    this.dim = dim;
    this.indices = indices;
  }

  /** All of {@code fullSize ≥ 1} elements, along the rightmost free batch dim. */
  static Plating of(String name, int fullSize) {
    if (fullSize < 1) {
      throw new ModelException(
          "Plate '%s' has size %d; a plate repeats its body at least once, so leave it out when there is no data"
              .formatted(name, fullSize));
    }
    return new Plating(
        name, fullSize, Option.none(), Site.latent(name, new IndexSet(fullSize, fullSize)));
  }

  /** One element for each label, which results then carry. */
  static Plating of(String name, List<String> labels) {
    if (new HashSet<>(labels).size() < labels.size()) {
      throw new ModelException(
          "Plate '%s' has two elements of one label in %s; labels tell elements apart, so give each its own"
              .formatted(name, labels));
    }
    Plating counted = of(name, labels.size());
    IndexSet all = new IndexSet(counted.fullSize, counted.fullSize, labels);
    return new Plating(name, counted.fullSize, counted.dim, counted.indices.distributed(all));
  }

  /**
   * Along batch dim {@code dim < 0}, counted from the right.
   *
   * @throws ModelException if that is not possible for a plate of this size
   */
  public Plating dim(int dim) {
    if (dim >= 0) {
      throw new ModelException(
          "Plate '%s' asks for dim %d, but batch dims count from the right and are negative; try dim(%d)"
              .formatted(name, dim, -1 - dim));
    }
    return new Plating(name, fullSize, Option.some(dim), indices);
  }

  /**
   * With a random subset of {@code size} elements in each run; all of them, in order, if there are
   * no more.
   *
   * @throws ModelException if that is not possible for a plate of this size
   */
  public Plating subsampleSize(int size) {
    if (size < 1) {
      throw new ModelException(
          "Plate '%s' of size %d cannot have subsample size %d; ask for 1 to %d"
              .formatted(name, fullSize, size, fullSize));
    }
    if (indices.value() instanceof Value.Observed(Tensor given) && given.size(0) != size) {
      throw mismatch(size, given.size(0));
    }
    Site chosen = indices.distributed(declared().choosing(Math.min(size, fullSize)));
    return new Plating(name, fullSize, dim, chosen);
  }

  /**
   * With these elements, shape [m]: evidence, which no replay overwrites.
   *
   * @throws ModelException if that is not possible for a plate of this size
   */
  public Plating indices(Tensor given) {
    if (given.rank() != 1) {
      throw new ModelException(
          "The indices of plate '%s' are a vector, but have shape %s; pass a tensor of shape [m]"
              .formatted(name, given.shape()));
    }
    if (given instanceof Dense numbers) {
      requireElements(numbers);
    }
    int declared = declared().size();
    if (declared != fullSize && declared != given.size(0)) {
      throw mismatch(declared, given.size(0));
    }
    Site chosen = indices.distributed(declared().choosing(given.size(0))).observed(given);
    return new Plating(name, fullSize, dim, chosen);
  }

  private IndexSet declared() {
    return (IndexSet) indices.distribution();
  }

  private void requireElements(Dense given) {
    for (double index : given.toArray()) {
      if (index != Math.rint(index) || index < 0 || index >= fullSize) {
        throw new ModelException(
            "Plate '%s' has the elements 0 to %d, but %s is among the indices given; pass numbers of its elements"
                .formatted(name, fullSize - 1, index));
      }
    }
  }

  /** The body, once, for all elements together. */
  public <B> Model<B> each(Function<Indices, Model<B>> body) {
    return new Model.Plate<>(
        Extent.of(new Extent.Vectorised(indices, fullSize, dim)), body, Model.Pure::new);
  }

  /**
   * The choice of elements alone, now; a body that comes later under this name has the same. Adds
   * no dim and no frame.
   */
  public Model<Indices> choose() {
    return new Model.Plate<>(
        Extent.of(new Extent.Choice(indices, fullSize)), Model.Pure::new, Model.Pure::new);
  }

  /** The body, again and again, for one element after the other; the results in that order. */
  public <B> Model<List<B>> sequentially(IntFunction<Model<B>> body) {
    return choose().flatMap(chosen -> Models.traverse(turns(chosen), turn -> one(turn, body)));
  }

  private static Vector<Frame.Sequential> turns(Indices chosen) {
    return Vector.ofAll(chosen.values().toArray())
        .map(
            index ->
                new Frame.Sequential(
                    chosen.plate(), index.intValue(), chosen.size(), chosen.fullSize()));
  }

  private static <B> Model<B> one(Frame.Sequential turn, IntFunction<Model<B>> body) {
    return new Model.Plate<B, B>(
        Extent.of(new Extent.Turn(turn)), _ -> body.apply(turn.index()), Model.Pure::new);
  }

  private ModelException mismatch(int declared, int given) {
    return new ModelException(
        ("Plate '%s' has subsample size %d, but %d indices are given. Pass %d indices, or leave the subsample size out;"
                + " do model and guide use different sizes?")
            .formatted(name, declared, given, declared));
  }
}
