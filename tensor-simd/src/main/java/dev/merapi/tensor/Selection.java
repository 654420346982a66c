package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.ArrayList;
import java.util.List;

/**
 * The meaning of {@link Indexing#at(Index...)}: numbers, ranges and new axes become views one by
 * one, from the left; what the tensors among the indices choose is then gathered in one step.
 */
final class Selection {
  private final Shape indexed;
  private final List<Integer> gathered = new ArrayList<>();
  private final List<Tensor> positions = new ArrayList<>();
  private Tensor tensor;
  private int axis;
  private int ellipsisStart = -1;
  private int ellipsisSize;

  private Selection(Tensor tensor) {
    this.tensor = tensor;
    this.indexed = tensor.shape();
  }

  static Tensor select(Tensor tensor, Index... indices) {
    Selection selection = new Selection(tensor);
    int unnamed = selection.unnamedAxes(indices);
    for (Index index : indices) {
      selection.apply(index, unnamed);
    }
    return selection.gather();
  }

  /** The number of axes that an ellipsis stands for. */
  private int unnamedAxes(Index... indices) {
    int named = 0;
    int ellipses = 0;
    for (Index index : indices) {
      switch (index) {
        case Index.Ellipsis() -> ellipses++;
        case Index.NewAxis() -> {}
        case Index.All(), Index.At _, Index.Range _, Tensor _ -> named++;
      }
    }
    if (ellipses > 1) {
      throw new ShapeException(
          "An ellipsis stands for all axes that are not named, so there can be one, not "
              + ellipses);
    }
    if (named > indexed.rank()) {
      throw new ShapeException(
          "A tensor of shape %s has %d axes, but %d indices were given"
              .formatted(indexed, indexed.rank(), named));
    }
    return indexed.rank() - named;
  }

  private void apply(Index index, int unnamed) {
    switch (index) {
      case Index.All() -> axis++;
      case Index.Ellipsis() -> {
        ellipsisStart = axis;
        ellipsisSize = unnamed;
        axis += unnamed;
      }
      case Index.NewAxis() -> tensor = tensor.unsqueeze(axis++);
      case Index.At(int position) -> {
        int start = position(position, false);
        tensor = tensor.slice(axis, start, start + 1).squeeze(axis);
      }
      case Index.Range(int first, int last, int step) -> {
        int start = position(first, true);
        int end = last == Index.END ? tensor.size(axis) : position(last, true);
        int size = Math.max(0, Math.ceilDiv(end - start, step));
        tensor = tensor.slice(axis, size == 0 ? 0 : start, size, step);
        axis++;
      }
      case Tensor chosen -> {
        gathered.add(axis++);
        positions.add(chosen);
      }
    }
  }

  /** A position on the current axis, counted from the left; a bound may also be the size. */
  private int position(int given, boolean isBound) {
    int size = tensor.size(axis);
    int position = given < 0 ? given + size : given;
    if (position < 0 || position > size || (position == size && !isBound)) {
      throw new ShapeException(
          "Index %d is out of range at axis %d of shape %s, which has indices %d to %d"
              .formatted(given, axis - tensor.rank(), indexed, -size, size - 1));
    }
    return position;
  }

  private Tensor gather() {
    if (positions.isEmpty()) {
      return tensor;
    }
    int batch = ellipsisStart == 0 ? ellipsisSize : 0;
    if (ellipsisStart > 0 && ellipsisSize > 0 && positions.stream().anyMatch(p -> p.rank() > 0)) {
      throw new ShapeException(
          "With tensors as indices the ellipsis stands for batch axes and must come first, but it follows %d axes of %s"
              .formatted(ellipsisStart, indexed));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      order.add(i);
    }
    order.addAll(gathered);
    for (int i = batch; i < tensor.rank(); i++) {
      if (!gathered.contains(i)) {
        order.add(i);
      }
    }
    int kept = tensor.rank() - batch - gathered.size();
    Tensor table = tensor.permute(order.stream().mapToInt(Integer::intValue).toArray());
    if (batch == 0 && positions.size() == 1) {
      return WORDS.gather(table, positions.getFirst());
    }
    return WORDS.gatherAt(table, positions, kept);
  }
}
