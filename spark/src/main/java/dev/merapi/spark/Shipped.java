package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Slices;
import dev.merapi.tensor.ArgumentException;
import java.io.Serializable;

/**
 * What executors are told of all blocks, once.
 *
 * @param graphs what is computed of a block
 * @param slices where a block finds its numbers in a position
 * @param prints the {@link StoredRows#print} of each block as it was first read: a block that is
 *     lost is read again, and has to have the numbers that it had
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Shipped(ShippedGraphs graphs, Slices slices, long[] prints) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Refuses a block that is another one than before. */
  void require(StoredRows block) {
    if (block.print() != prints[block.number()]) {
      throw new ArgumentException(
          "Rows %d to %d were read again, and have other numbers than before. A DataFrame has to give the same rows whenever it is read: write it to a file first, and take that."
              .formatted(block.first(), block.first() + block.rows() - 1));
    }
  }
}
