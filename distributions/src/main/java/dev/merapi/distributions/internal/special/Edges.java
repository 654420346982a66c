package dev.merapi.distributions.internal.special;

/** The edges between vertices 0, 1, …, in ascending order of the greater vertex, then the other. */
public final class Edges {
  private Edges() {}

  /** The place of the edge between two vertices, in whichever order they are given. */
  public static int place(int a, int b) {
    int high = Math.max(a, b);
    return Math.min(a, b) + high * (high - 1) / 2;
  }

  /** Writes the pairs of the edges that are there, in order. */
  public static void write(boolean[] edge, int vertices, double[] pairs, int start) {
    int at = start;
    for (int b = 1; b < vertices; b++) {
      for (int a = 0; a < b; a++) {
        if (edge[place(a, b)]) {
          pairs[at++] = a;
          pairs[at++] = b;
        }
      }
    }
  }
}
