package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who descends from whom.
 *
 * @param eves the index at the start of each particle's first ancestor
 * @param resamplings how often the population was chosen anew
 * @param from the first stop that is not forgotten
 * @param parents for each stop from there on, the index there of the parent of each particle that
 *     went on from it
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package uncopied
record Lineage(int[] eves, int resamplings, int from, Vector<int[]> parents) {
  static Lineage of(int n) {
    return new Lineage(IntStream.range(0, n).toArray(), 0, 0, Vector.empty());
  }

  /** After a step for which the population was not chosen anew. */
  Lineage kept() {
    return new Lineage(
        eves, resamplings, from, parents.append(IntStream.range(0, eves.length).toArray()));
  }

  /** After a step for which these were chosen. */
  Lineage chosen(int[] ancestors) {
    int[] mothers = Arrays.stream(ancestors).map(i -> eves[i]).toArray();
    return new Lineage(mothers, resamplings + 1, from, parents.append(ancestors.clone()));
  }

  Lineage forgetting() {
    return new Lineage(eves, resamplings, from + parents.size(), Vector.empty());
  }

  int[] ancestors(int at) {
    int last = from + parents.size();
    if (at < from || at > last) {
      throw new ModelException(
          "There are ancestors at stops %d to %d, but not at %d.".formatted(from, last, at));
    }
    int[] now = IntStream.range(0, eves.length).toArray();
    for (int stop = last - 1; stop >= at; stop--) {
      int[] parent = parents.get(stop - from);
      Arrays.setAll(now, i -> parent[now[i]]);
    }
    return now;
  }
}
