package dev.merapi.spark;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.graph.Executor;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Looks for the first row of a block whose log density is not finite.
 *
 * @param shipped the log density of each row and observed site
 * @param position where it is looked at
 * @param sites how many inputs are sites
 * @param names the observed sites
 * @param columns the columns of the model
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Culprit(
    Broadcast<Shipped> shipped,
    double[] position,
    int sites,
    List<String> names,
    List<String> columns)
    implements FlatMapFunction<StoredRows, Culprit.Found> {
  private static final long serialVersionUID = 1;

  private static final int SHOWN = 3;

  /** A row, and what is wrong with it. */
  record Found(long row, String sentence) implements Serializable {}

  @Override
  public Iterator<Found> call(StoredRows block) {
    Executor executor = block.outputs(shipped.value());
    Told.run(executor, sites, shipped.value().slices().of(position, block.number()), Key.of(0));
    for (int r = 0; r < block.rows(); r++) {
      for (int site = 0; site < names.size(); site++) {
        double logDensity = executor.result(site)[r];
        if (!Double.isFinite(logDensity)) {
          String sentence =
              "Site '%s' has log density %s in row %d, where %s."
                  .formatted(names.get(site), logDensity, block.first() + r, values(block, r));
          return List.of(new Found(block.first() + r, sentence)).iterator();
        }
      }
    }
    return List.<Found>of().iterator();
  }

  private String values(StoredRows block, int r) {
    return String.join(
        ", ",
        IntStream.range(0, columns.size())
            .mapToObj(c -> columns.get(c) + " is " + value(block.columns()[c], block.rows(), r))
            .toList());
  }

  private static String value(double[] column, int rows, int r) {
    int width = column.length / rows;
    if (width == 1) {
      return Double.toString(column[r]);
    }
    String first =
        Arrays.toString(Arrays.copyOfRange(column, r * width, r * width + Math.min(width, SHOWN)));
    return width <= SHOWN ? first : first.replace("]", ", …]");
  }
}
