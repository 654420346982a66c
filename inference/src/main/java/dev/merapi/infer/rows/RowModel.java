package dev.merapi.infer.rows;

import dev.merapi.effects.Model;
import dev.merapi.infer.internal.rows.RowProgram;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A model of the rows of a table, whose log density is a sum over blocks of them: ln p = ln p(sites
 * outside of the plate) + Σ over blocks ln p(rows of the block | sites). The blocks are rows 0 … B
 * − 1, B … 2B − 1 and so on, and are added over a fixed binary tree, so that value and gradient
 * have the same bits wherever the blocks are.
 *
 * <p>The program is run for the rows of a block as if there were no others, so that the plate has
 * as many elements as the columns have rows. Of latent sites in the plate, discrete ones are summed
 * out within the block, and numbers that are normal given all else are integrated out, exactly:
 * those in which the log density of a row is a polynomial of degree 2, as of u ~ normal(m, s) where
 * y ~ normal(a + b u, t), for any a, b, s and t that do not depend on u, and any number of
 * observations; vectors and several sites likewise. All others are part of a position, after those
 * that stand outside: each of their sites with the numbers of all rows, of which a block has its
 * own.
 *
 * @param plate the plate whose elements are the rows
 * @param program the model of some rows, given their columns by name, each [rows, C..]
 * @param block the number of rows of a block B, at least 1: part of what the bits depend on
 */
public record RowModel(String plate, Function<Map<String, Tensor>, Model<?>> program, int block) {
  private static final int BLOCK = 16_384;

  /** Refuses blocks without rows. */
  public RowModel {
    if (block < 1) {
      throw new ArgumentException(
          "A block has at least 1 row, but %d are asked for.".formatted(block));
    }
  }

  /** In blocks of 16,384 rows. */
  public static RowModel of(String plate, Function<Map<String, Tensor>, Model<?>> program) {
    return new RowModel(plate, program, BLOCK);
  }

  /** In blocks of other sizes. */
  public RowModel block(int rows) {
    return new RowModel(plate, program, rows);
  }

  /**
   * The log density of rows that are here.
   *
   * @param columns by name, each [rows, C..]
   * @throws dev.merapi.effects.ModelException if the model cannot be cut into blocks of rows
   * @throws ArgumentException if there is no column, or columns have different numbers of rows
   */
  public RowDensity on(Map<String, ? extends Tensor> columns) {
    if (columns.isEmpty()) {
      throw new ArgumentException("Rows have at least one column, but none is given.");
    }
    Map<String, Tensor> table = new LinkedHashMap<>();
    int rows = -1;
    for (Map.Entry<String, ? extends Tensor> column : columns.entrySet()) {
      Tensor values = column.getValue();
      int own = values.rank() == 0 ? -1 : values.shape().size(-values.rank());
      if (own < 1 || (rows >= 0 && own != rows)) {
        throw new ArgumentException(
            "A column has shape [rows, …], with the same number of rows as all others, at least 1; column '%s' has shape %s%s."
                .formatted(
                    column.getKey(),
                    values.shape(),
                    rows < 0 ? "" : ", and those before have %d rows".formatted(rows)));
      }
      rows = own;
      table.put(column.getKey(), values);
    }
    return RowDensity.of(new RowProgram(plate, program), table, rows, block);
  }
}
