package dev.merapi.infer;

import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A site of a posterior: a latent or computed value.
 *
 * @param name the name of the site
 * @param shape the shape of its value
 * @param offset where its elements begin in a row of scalars, in row-major order
 */
public record Quantity(String name, Shape shape, int offset) {

  /**
   * The names of its scalars: {@code mu}, {@code theta[1]}, {@code corr[2,1]}; indices begin at 1.
   */
  public List<String> scalars() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shape.count(); i++) {
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
      index.insert(0, 1 + rest % shape.size(axis));
      index.insert(0, axis == -shape.rank() ? "[" : ",");
      rest /= shape.size(axis);
    }
    return index.toString();
  }
}
