package dev.merapi.tensor;

import java.util.function.IntPredicate;

/** A tensor whose axes are named by letters, each letter once. */
record Lettered(String letters, Tensor tensor) {

  /**
   * The tensor with one letter an axis; for a letter that occurs again, the diagonal over its axes.
   */
  static Lettered of(String letters, Tensor tensor) {
    for (int i = 0; i < letters.length(); i++) {
      int again = letters.indexOf(letters.charAt(i), i + 1);
      if (again > 0) {
        String others = new StringBuilder(letters).deleteCharAt(again).deleteCharAt(i).toString();
        Tensor diagonal = tensor.moveAxis(again, -1).moveAxis(i, -2).diagonal();
        return of(others + letters.charAt(i), diagonal);
      }
    }
    return new Lettered(letters, tensor);
  }

  /** The axes in the given order. */
  Lettered permute(String order) {
    return letters.equals(order)
        ? this
        : new Lettered(order, tensor.permute(order.chars().map(letters::indexOf).toArray()));
  }

  /** The sum over all letters but the kept ones. */
  Lettered sum(String kept) {
    String gone = without(letters, kept);
    return gone.isEmpty()
        ? this
        : new Lettered(
            common(letters, kept), tensor.sum(gone.chars().map(letters::indexOf).toArray()));
  }

  /** The letters that are among {@code others}, in their order. */
  static String common(String letters, String others) {
    return filter(letters, letter -> others.indexOf(letter) >= 0);
  }

  /** The letters that are not among {@code others}, in their order. */
  static String without(String letters, String others) {
    return filter(letters, letter -> others.indexOf(letter) < 0);
  }

  static String filter(String letters, IntPredicate wanted) {
    StringBuilder result = new StringBuilder();
    letters.chars().filter(wanted).forEach(letter -> result.append((char) letter));
    return result.toString();
  }
}
