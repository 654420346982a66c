package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.kernel.PackedRows;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The working memory of one thread. Generated code reads the fields; nothing is allocated during a
 * run.
 */
@SuppressWarnings("ArrayRecordComponent") // memory has identity, and is never compared
public record Memory(
    double[][] arrays,
    @Nullable PackedRows[] packed,
    double[] spill,
    double[][] tiles,
    double[] lanes,
    double[] work,
    List<WholeCall> calls) {

  /** The array of a line; the same array for lines that share it. */
  public double[] array(int line) {
    return arrays[line];
  }

  /** The packed form of the constant matrix of a line. */
  PackedRows packed(int line) {
    return Objects.requireNonNull(packed[line]);
  }

  /** Runs the kernel of the given call. */
  public void call(int index) {
    calls.get(index).run();
  }
}
