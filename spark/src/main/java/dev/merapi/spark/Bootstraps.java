package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.discreteUniform;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** The fit to a resample, by its number. */
record Bootstraps(Work work, RowBatch.Form form, Broadcast<StoredRows> rows)
    implements Function<Integer, FitResult> {
  private static final long serialVersionUID = 1;

  @Override
  public FitResult call(Integer number) {
    String name = "bootstrap " + number;
    StoredRows table = rows.value();
    int[] chosen = chosen(work.key(name).fold("rows"), table.rows());
    return work.whole(work.program(), name, form.take(table.columns(), chosen), Map.of()).light();
  }

  /** As many of n rows as there are, each uniformly and anew. */
  static int[] chosen(Key key, int n) {
    return Arrays.stream(discreteUniform(0, n - 1).sample(key, Shape.of(n)).toArray())
        .mapToInt(row -> (int) row)
        .toArray();
  }
}
