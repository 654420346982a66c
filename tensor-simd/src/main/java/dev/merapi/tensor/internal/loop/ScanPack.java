package dev.merapi.tensor.internal.loop;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.LoopFrame;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the results of a {@link Scan} lie on its packed axis: first rows of carries, each row the
 * carries of one step side by side (rows 0 to steps, or the last alone), then each output as
 * [steps, shape].
 *
 * @param results the shapes of the carries, then of one step's outputs
 * @param carries how many of them are carries
 * @param steps how often the body runs
 * @param keep whether all rows of carries are there
 */
record ScanPack(List<Shape> results, int carries, int steps, boolean keep) {
  static ScanPack of(Scan scan) {
    return new ScanPack(scan.results(), scan.carries(), scan.steps(), scan.keep());
  }

  /** The same as generated loops want it. */
  LoopFrame frame(Scan scan) {
    List<Integer> starts =
        IntStream.range(carries, results.size()).map(this::outputStart).boxed().toList();
    return new LoopFrame(carries, scan.sequences(), steps, scan.backwards(), keep, width(), starts);
  }

  /** The number of rows of carries. */
  int rows() {
    return keep ? steps + 1 : 1;
  }

  /** The length of a row of carries. */
  int width() {
    return results.stream().limit(carries).mapToInt(Shape::count).sum();
  }

  int size() {
    return outputStart(results.size());
  }

  /** Where output {@code index}, counted from the first carry, begins. */
  int outputStart(int index) {
    int start = Math.multiplyExact(rows(), width());
    for (int i = carries; i < index; i++) {
      start = Math.addExact(start, Math.multiplyExact(steps, results.get(i).count()));
    }
    return start;
  }

  private int column(int index) {
    return results.stream().limit(index).mapToInt(Shape::count).sum();
  }

  /** Carry number {@code index} of one row. */
  Tensor carry(Tensor packed, int index, int row) {
    int start = row * width() + column(index);
    return packed.slice(0, start, start + results.get(index).count()).reshape(results.get(index));
  }

  /** Carry number {@code index} of {@code steps} rows from the given one on, as [steps, shape]. */
  Tensor carries(Tensor packed, int index, int firstRow) {
    Tensor rows =
        packed.slice(0, firstRow * width(), (firstRow + steps) * width()).reshape(steps, width());
    Tensor columns = rows.slice(1, column(index), column(index) + results.get(index).count());
    return columns.reshape(Shape.of(steps).append(results.get(index)));
  }

  /** Output number {@code index} as [steps, shape]; outputs are counted after the carries. */
  Tensor output(Tensor packed, int index) {
    Tensor part = packed.slice(0, outputStart(index), outputStart(index + 1));
    return part.reshape(Shape.of(steps).append(results.get(index)));
  }

  /** A packed axis without the rows of carries but the last, with zeros in their place. */
  Tensor withoutCarries(Tensor packed) {
    return packed.pad(0, steps * width(), 0);
  }
}
