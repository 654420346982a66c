package dev.merapi.infer.gaussian;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * In what order unknowns are integrated out, and which are left behind as neighbours: from the last
 * one of the program to the first, which on chains and trees makes no neighbours that were none
 * before. Numbers here count from the last unknown.
 */
final class Cliques {
  private final int[] starts;
  private final int[] neighbours;
  private final int[] targets;
  private final int[] targetStarts;

  private Cliques(int[] starts, int[] neighbours, int[] targets, int[] targetStarts) {
    this.starts = starts;
    this.neighbours = neighbours;
    this.targets = targets;
    this.targetStarts = targetStarts;
  }

  /** The cliques of n unknowns. */
  static Cliques of(int n, Rows rows) {
    List<TreeSet<Integer>> open = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      open.add(new TreeSet<>());
    }
    for (int k = 0; k < rows.size(); k++) {
      int[] row = rows.unknowns(k);
      for (int a = 0; a < row.length; a++) {
        for (int b = 0; b < a; b++) {
          open.get(n - 1 - row[a]).add(n - 1 - row[b]);
        }
      }
    }
    int[] starts = new int[n + 1];
    for (int j = 0; j < n; j++) {
      TreeSet<Integer> own = open.get(j);
      starts[j + 1] = Math.addExact(starts[j], own.size());
      if (!own.isEmpty()) {
        open.get(own.first()).addAll(own.tailSet(own.first(), false));
      }
    }
    int[] neighbours = open.stream().flatMapToInt(own -> own.stream().mapToInt(i -> i)).toArray();
    return linked(n, starts, neighbours);
  }

  /** With the place of each pair of neighbours of one unknown. */
  private static Cliques linked(int n, int[] starts, int[] neighbours) {
    int[] targetStarts = new int[n + 1];
    for (int j = 0; j < n; j++) {
      int size = starts[j + 1] - starts[j];
      targetStarts[j + 1] = Math.addExact(targetStarts[j], size * (size - 1) / 2);
    }
    int[] targets = new int[targetStarts[n]];
    Cliques cliques = new Cliques(starts, neighbours, targets, targetStarts);
    for (int j = 0; j < n; j++) {
      int at = targetStarts[j];
      for (int a = starts[j]; a < starts[j + 1]; a++) {
        for (int b = starts[j]; b < a; b++) {
          targets[at++] = cliques.place(neighbours[b], neighbours[a]);
        }
      }
    }
    return cliques;
  }

  /** Where the pair of an unknown and a later one is. */
  int place(int first, int second) {
    return Arrays.binarySearch(neighbours, starts[first], starts[first + 1], second);
  }

  int size() {
    return starts.length - 1;
  }

  /** Where the neighbours of unknown j begin; those of j + 1 begin where they end. */
  int start(int j) {
    return starts[j];
  }

  /** The unknown at a place. */
  int neighbour(int place) {
    return neighbours[place];
  }

  /** How many places there are. */
  int places() {
    return neighbours.length;
  }

  /** Where the places of pairs of neighbours of unknown j begin, (b, a) for b &lt; a. */
  int pairs(int j) {
    return targetStarts[j];
  }

  int target(int pair) {
    return targets[pair];
  }

  /** The most neighbours that one is left with. */
  int width() {
    return IntStream.range(0, size()).map(j -> starts[j + 1] - starts[j]).max().orElse(0);
  }
}
