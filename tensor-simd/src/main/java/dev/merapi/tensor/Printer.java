package dev.merapi.tensor;

import java.util.StringJoiner;

/** Writes a dense tensor as nested brackets, with at most {@value #LIMIT} elements an axis. */
final class Printer {
  private static final int LIMIT = 8;

  private Printer() {}

  static String print(Dense tensor) {
    return tensor.rank() == 0
        ? Double.toString(tensor.item())
        : print(tensor, new int[tensor.rank()], 0);
  }

  private static String print(Dense tensor, int[] index, int axis) {
    if (axis == index.length) {
      return Double.toString(tensor.element(index));
    }
    StringJoiner row = new StringJoiner(", ", "[", "]");
    int size = tensor.size(axis);
    for (int i = 0; i < size; i++) {
      if (size > LIMIT && i == LIMIT / 2) {
        row.add("…");
        i = size - LIMIT / 2;
      }
      index[axis] = i;
      row.add(print(tensor, index, axis + 1));
    }
    return row.toString();
  }
}
