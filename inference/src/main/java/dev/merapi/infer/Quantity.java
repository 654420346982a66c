package dev.merapi.infer;

import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.dims.Dims;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A site of a posterior: a latent or computed value.
 *
 * @param name the name of the site
 * @param shape the shape of its value
 * @param offset where its elements begin in a row of scalars, in row-major order
 * @param axes what its dims are called, and their positions
 */
public record Quantity(String name, Shape shape, int offset, List<Axis> axes) {
  /** Bytes of a name, at least. */
  private static final long NAME = 48;

  /** Copies the list. */
  public Quantity {
    axes = List.copyOf(axes);
    int[] sizes = axes.stream().mapToInt(Axis::size).toArray();
    if (!Arrays.equals(sizes, shape.toArray())) {
      throw new ArgumentException(
          "Site '%s' has shape %s, but its dims have the sizes %s; name each dim of its value once."
              .formatted(name, shape, Arrays.toString(sizes)));
    }
  }

  /** A site whose dims have no names. */
  public Quantity(String name, Shape shape, int offset) {
    this(name, shape, offset, Dims.NONE.axes(name, shape));
  }

  /**
   * The names of its scalars: {@code mu}, {@code theta[1]}, {@code corr[2,1]}; indices begin at 1.
   * Where elements have labels, by these: {@code theta[Choate]}.
   */
  public List<String> scalars() {
    int count = shape.count() == 0 ? 0 : Counts.of(shape.count(), "names", NAME);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(name + index(i));
    }
    return names;
  }

  private String index(int position) {
    if (shape.rank() == 0) {
      return "";
    }
    StringBuilder index = new StringBuilder("]");
    int rest = position;
    for (int axis = -1; axis >= -shape.rank(); axis--) {
      index.insert(0, axes.get(shape.rank() + axis).position(rest % shape.size(axis)));
      index.insert(0, axis == -shape.rank() ? "[" : ",");
      rest /= shape.size(axis);
    }
    return index.toString();
  }
}
