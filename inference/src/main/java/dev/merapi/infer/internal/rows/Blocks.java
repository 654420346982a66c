package dev.merapi.infer.internal.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * How rows are cut into blocks.
 *
 * @param rows how many rows there are
 * @param size how many rows a block has, but for the last
 */
public record Blocks(long rows, int size) {
  /** How many blocks there are. */
  public int count() {
    return (int) ((rows + size - 1) / size);
  }

  /** The numbers of rows that blocks have. */
  public List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    if (rows >= size) {
      sizes.add(size);
    }
    if (rows % size > 0) {
      sizes.add((int) (rows % size));
    }
    return sizes;
  }
}
