package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which cell of a table [B.., n₁, …, nₖ, K..], counted in row-major order over all but the kept
 * axes, each element of the broadcast shape of B and the positions refers to.
 */
final class Cells {
  private final int[] sizes;
  private final int[][] offsets;

  private Cells(int[] sizes, int[][] offsets) {
    this.sizes = sizes;
    this.offsets = offsets;
  }

  static Cells of(Shape table, Shape batch, List<Shape> positions, int kept) {
    int chosen = positions.size();
    List<Shape> operands = new ArrayList<>(positions);
    operands.addFirst(table.dropRight(chosen + kept));
    Broadcast plan = Broadcast.of(batch, operands);
    int[][] offsets = new int[operands.size()][batch.count()];
    for (int i = 0; i < batch.count(); i++) {
      int row = i / plan.inner();
      for (int k = 0; k < offsets.length; k++) {
        offsets[k][i] = plan.offset(k, row) + i % plan.inner() * plan.stride(k);
      }
    }
    int[] sizes = new int[chosen];
    for (int k = 0; k < chosen; k++) {
      sizes[k] = table.size(k - chosen - kept);
    }
    return new Cells(sizes, offsets);
  }

  int count() {
    return offsets[0].length;
  }

  /**
   * The cell of element {@code i}, or −1 where a position is outside the table; input k + 1 holds
   * the positions on axis k.
   */
  int of(int i, double[][] inputs) {
    int cell = offsets[0][i];
    for (int k = 0; k < sizes.length; k++) {
      double given = inputs[k + 1][offsets[k + 1][i]];
      if (!(given >= 0 && given < sizes[k])) {
        return -1;
      }
      cell = cell * sizes[k] + (int) given;
    }
    return cell;
  }
}
