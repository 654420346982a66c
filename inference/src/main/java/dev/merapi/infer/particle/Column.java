package dev.merapi.infer.particle;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The values of all particles at one point of a program, as they were numbered then.
 *
 * @param rows the values, one row for each particle
 * @param shape of one of them
 * @param moves how often the particles had been chosen anew by then
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Column(double[] rows, Shape shape, int moves) {

  /** The same values in the order of the particles of now. */
  Column now(Vector<int[]> all) {
    if (moves == all.size()) {
      return this;
    }
    int[] index = index(all, moves);
    int count = shape.count();
    double[] moved = new double[rows.length];
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(rows, index[i] * count, moved, i * count, count);
    }
    return new Column(moved, shape, all.size());
  }

  /** The number that each particle of now had after so many choices. */
  static int[] index(Vector<int[]> all, int moves) {
    int[] index = all.last().clone();
    for (int k = all.size() - 2; k >= moves; k--) {
      int[] parents = all.get(k);
      for (int i = 0; i < index.length; i++) {
        index[i] = parents[index[i]];
      }
    }
    return index;
  }

  /** The numbers that particles of now had when this was written. */
  int[] numbers(Vector<int[]> all, int n) {
    return moves == all.size() ? IntStream.range(0, n).toArray() : index(all, moves);
  }

  Dense row(int i) {
    int count = shape.count();
    return new Dense(Arrays.copyOfRange(rows, i * count, (i + 1) * count), shape);
  }
}
