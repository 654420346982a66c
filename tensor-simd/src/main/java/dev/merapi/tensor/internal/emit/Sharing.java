package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.matrix.PackedRows;
import dev.merapi.tensor.internal.matrix.TilesTogether;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What several runs in step share: the products of a tile of a constant matrix. The runs come to a
 * tile in order, so the first that asks for its product with a vector computes that of all of them,
 * and the last that adds its rows to the columns adds those of all. Behind the runs there is room
 * for one more, which nobody reads: that of a run that does not take part, or its own.
 */
final class Sharing {
  private final Memory[] memories;
  private final double[][] lanes;
  private final double[][] vectors;
  private final List<Rows> products = new ArrayList<>();
  private final List<Rows> sums = new ArrayList<>();
  private final double[] work = new double[TilesTogether.WORKSPACE];
  private int count;

  /** The rows of a tile for each run, of one product. */
  @SuppressWarnings("ArrayRecordComponent") // memory has identity, and is never compared
  private record Rows(int line, int with, double[][] of) {}

  Sharing(List<Memory> memory) {
    this.memories = new Memory[memory.size()];
    Arrays.setAll(memories, i -> memory.get(i).of(new Member(this, i)));
    double[][] own = memory.stream().map(Memory::lanes).toArray(double[][]::new);
    this.lanes = Arrays.copyOf(own, own.length + 1);
    this.lanes[own.length] = own[0].clone();
    this.vectors = new double[own.length + 1][];
  }

  /** The first {@code runs} runs take part. */
  void begin(int runs) {
    count = runs;
  }

  /** The memory of a run that takes part. */
  Memory memory(int i) {
    return memories[i];
  }

  private Rows rows(List<Rows> known, int line, int with) {
    for (Rows rows : known) {
      if (rows.line() == line && rows.with() == with) {
        return rows;
      }
    }
    Rows rows = new Rows(line, with, new double[lanes.length][TileEmitter.TILE]);
    known.add(rows);
    return rows;
  }

  /**
   * One of the runs.
   *
   * @param all what it shares
   * @param index its number
   */
  record Member(Sharing all, int index) {
    /** The products of n rows of the matrix of a line, from row t on, with a vector. */
    void forward(int line, int t, int vectorLine, double[] y, int yo, int n) {
      all.forward(index, line, t, vectorLine, y, yo, n);
    }

    /** Adds n rows of the matrix of a line, from row t on, times x, to lanes from lo on. */
    void backward(int line, int t, double[] x, int xo, int lo, int n) {
      all.backward(index, line, t, x, xo, lo, n);
    }
  }

  private void forward(int index, int line, int t, int vectorLine, double[] y, int yo, int n) {
    Rows rows = rows(products, line, vectorLine);
    if (index == 0) {
      for (int i = 0; i < count; i++) {
        vectors[i] = memories[i].array(vectorLine);
      }
      vectors[count] = vectors[0];
      PackedRows matrix = memories[0].packed(line);
      for (int at = 0; at < n; at += PackedRows.TILE) {
        int tile = (t + at) / PackedRows.TILE;
        TilesTogether.forward(matrix, tile, vectors, count, rows.of(), at, work);
      }
    }
    System.arraycopy(rows.of()[index], 0, y, yo, n);
  }

  private void backward(int index, int line, int t, double[] x, int xo, int lo, int n) {
    Rows rows = rows(sums, line, lo);
    double[] own = rows.of()[index];
    System.arraycopy(x, xo, own, 0, n);
    Arrays.fill(own, n, Math.ceilDiv(n, PackedRows.TILE) * PackedRows.TILE, 0);
    if (index == count - 1) {
      PackedRows matrix = memories[0].packed(line);
      for (int at = 0; at < n; at += PackedRows.TILE) {
        int tile = (t + at) / PackedRows.TILE;
        TilesTogether.backward(matrix, tile, rows.of(), at, count, lanes, lo);
      }
    }
  }
}
