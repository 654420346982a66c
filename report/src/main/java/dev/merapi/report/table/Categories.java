package dev.merapi.report.table;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of categories.
 *
 * @param labels what the categories are called, in order; labels of a plate
 * @param indices for each row which of them, counted from 0: [rows]
 */
public record Categories(List<String> labels, Tensor indices) {
  /** Copies the list. */
  public Categories {
    labels = List.copyOf(labels);
  }

  /** The categories of some cells, in the order of their labels. */
  public static Categories of(List<String> cells) {
    return of(cells, cells.stream().distinct().sorted().toList());
  }

  /**
   * Cells as categories that are known: those of other data, so that both count alike.
   *
   * @throws ArgumentException if a cell is none of them
   */
  public static Categories of(List<String> cells, List<String> labels) {
    Map<String, Integer> positions = new HashMap<>();
    labels.forEach(label -> positions.put(label, positions.size()));
    List<Integer> indices = new ArrayList<>();
    for (String cell : cells) {
      Integer position = positions.get(cell);
      if (position == null) {
        throw new ArgumentException("'%s' is none of the categories %s.".formatted(cell, labels));
      }
      indices.add(position);
    }
    return new Categories(labels, Tensor.of(indices));
  }

  /** The number of categories. */
  public int size() {
    return labels.size();
  }
}
