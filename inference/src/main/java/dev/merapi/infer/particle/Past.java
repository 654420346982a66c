package dev.merapi.infer.particle;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What programs have reported, the values of all particles together. */
record Past(Vector<Row> rows) {
  static final Past EMPTY = new Past(Vector.empty());

  /** The values at one site. */
  record Row(String name, Column column) {}

  Past plus(String name, Column column) {
    return new Past(rows.append(new Row(name, column)));
  }

  /**
   * The history of each particle of now. Those with an ancestor in common share what it had; dead
   * ones have none.
   *
   * @param moves all choices so far
   * @param deaths where particles have died
   */
  List<History> histories(Vector<int[]> moves, String[] deaths) {
    int n = deaths.length;
    History[] ends = new History[n];
    java.util.Arrays.fill(ends, History.EMPTY);
    int stamp = -1;
    int[] index = IntStream.range(0, n).toArray();
    for (Row row : rows) {
      Column column = row.column();
      if (column.moves() != stamp) {
        index = column.numbers(moves, n);
        stamp = column.moves();
      }
      History[] nodes = new History[n];
      for (int i = 0; i < n; i++) {
        if (deaths[i].isEmpty()) {
          int number = index[i];
          if (nodes[number] == null) {
            nodes[number] = ends[i].plus(row.name(), column.row(number));
          }
          ends[i] = nodes[number];
        }
      }
    }
    return new ArrayList<>(List.of(ends));
  }
}
