package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One world: which value each element of each variable has. */
record Assignment(Map<String, Map<List<Integer>, Integer>> values) {

  /** A tensor in this world, read off its table cell by cell. */
  double[] of(Mapped mapped) {
    Shape shape = mapped.shape();
    Dense stored = mapped.stored().dense();
    double[] cells = stored.rowMajorArray();
    double[] result = new double[shape.count()];
    int rank = shape.rank();
    for (int cell = 0; cell < result.length; cell++) {
      int[] index = new int[rank];
      int rest = cell;
      for (int i = rank - 1; i >= 0; i--) {
        index[i] = rest % shape.size(i);
        rest /= shape.size(i);
      }
      int at = 0;
      for (int h = 0; h < mapped.hidden().size(); h++) {
        int k = value(mapped.hidden().get(h), index);
        at = at * stored.size(h) + (stored.size(h) == 1 ? 0 : k);
      }
      for (int i = 0; i < rank; i++) {
        int size = stored.size(mapped.hidden().size() + i);
        at = at * size + (size == 1 ? 0 : index[i]);
      }
      result[cell] = cells[at];
    }
    return result;
  }

  private int value(Hidden hidden, int[] index) {
    List<Integer> element = new ArrayList<>();
    for (int place : hidden.at()) {
      element.add(place < 0 ? index[index.length + place] : place);
    }
    return Objects.requireNonNull(Objects.requireNonNull(values.get(hidden.site())).get(element));
  }
}
