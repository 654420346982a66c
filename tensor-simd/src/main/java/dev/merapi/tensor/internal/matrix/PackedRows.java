package dev.merapi.tensor.internal.matrix;

/**
 * A constant matrix of m rows and n columns, packed for passes that use each row twice: tiles of 32
 * rows, column after column inside a tile, the last tile filled up with rows of zeros.
 *
 * <p>Element {@code (i, j)} is {@code data[(⌊i/32⌋·n + j)·32 + i mod 32]}. A tile of 100 columns is
 * 25 KB, so it stays in the first-level cache between the two uses, and registers run along rows.
 */
public final class PackedRows {
  /** Rows of a tile. */
  public static final int TILE = 32;

  final double[] data;
  private final int rows;
  private final int columns;

  private PackedRows(double[] data, int rows, int columns) {
    this.data = data;
    this.rows = rows;
    this.columns = columns;
  }

  /** Packs the row-major matrix at {@code a[ao]} whose rows are {@code lda} apart. */
  public static PackedRows of(double[] a, int ao, int lda, int m, int n) {
    int tiles = (m + TILE - 1) / TILE;
    double[] data = new double[tiles * TILE * n];
    for (int i = 0; i < m; i++) {
      int to = i / TILE * n * TILE + i % TILE;
      for (int j = 0; j < n; j++) {
        data[to + j * TILE] = a[ao + i * lda + j];
      }
    }
    return new PackedRows(data, m, n);
  }

  /** Rows m. */
  public int rows() {
    return rows;
  }

  /** Columns n. */
  public int columns() {
    return columns;
  }

  /** Tiles, {@code ⌈m/32⌉}. */
  public int tiles() {
    return (rows + TILE - 1) / TILE;
  }
}
