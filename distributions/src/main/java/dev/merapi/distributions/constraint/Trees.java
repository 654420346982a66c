package dev.merapi.distributions.constraint;

import dev.merapi.distributions.internal.special.Edges;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Trees that span the vertices 0 to {@code vertices} − 1, as arrays [vertices − 1, 2] of edges (a,
 * b) with a &lt; b, in ascending order of b, and of a where b is the same: so each tree is one
 * array.
 */
public record Trees(int vertices) implements Constraint {
  private static final int MOST = 7;

  /** Their edges are numbered: that many vertices. */
  private static final int MOST_VERTICES = 1 << 15;

  /** At least two vertices. */
  public Trees {
    if (vertices < 2 || vertices > MOST_VERTICES) {
      throw new ArgumentException(
          "A tree of edges has 2 to %d vertices, but not %d".formatted(MOST_VERTICES, vertices));
    }
  }

  /** The place of edge (a, b) among all edges in ascending order of b and a: a + b(b − 1)/2. */
  public static Tensor place(Tensor edges) {
    Tensor a = edges.slice(-1, 0, 1).squeeze(-1);
    Tensor b = edges.slice(-1, 1, 2).squeeze(-1);
    return a.plus(b.times(b.minus(1)).times(0.5));
  }

  @Override
  public int eventDim() {
    return 2;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  /**
   * The determinant of the incidence matrix of edges, less one vertex, is 1 or −1 for trees and
   * else 0.
   */
  @Override
  public Tensor check(Tensor value) {
    Tensor a = value.slice(-1, 0, 1);
    Tensor b = value.slice(-1, 1, 2);
    Tensor whole = value.eq(value.floor()).and(value.ge(0)).and(value.lt(vertices));
    Tensor place = place(value);
    int n = vertices - 1;
    Tensor rises = place.slice(-1, 1, n).gt(place.slice(-1, 0, n - 1));
    Tensor ordered = rises.sum(-1).eq(n - 1).and(a.lt(b).min(-1, -2));
    Tensor names = Tensor.arange(n);
    Tensor incidence = a.eq(names).minus(b.eq(names));
    return whole.min(-1, -2).and(ordered).and(incidence.logAbsDet().gt(-1));
  }

  @Override
  public String describe() {
    return "the %d edges (a, b), a < b, of a tree on %d vertices, in ascending order of b and a"
        .formatted(vertices - 1, vertices);
  }

  @Override
  public Tensor interior(Shape value) {
    Tensor from = Tensor.arange(vertices - 1);
    return Tensor.stack(-1, from, from.plus(1));
  }

  /** Whether {@link #all} has an answer: on at most {@value #MOST} vertices. */
  public boolean isSmall() {
    return vertices <= MOST;
  }

  /**
   * All of them, one for each word of Prüfer's code: [n^(n − 2), n − 1, 2].
   *
   * @throws ArgumentException if there are too many to list
   */
  public Tensor all() {
    if (!isSmall()) {
      throw new ArgumentException(
          "There are %d^%d trees on %d vertices, too many to list; draw some of them"
              .formatted(vertices, vertices - 2, vertices));
    }
    int n = vertices;
    int count = (int) Math.round(Math.pow(n, n - 2));
    double[] edges = new double[count * (n - 1) * 2];
    int[] word = new int[n - 2];
    for (int tree = 0; tree < count; tree++) {
      int rest = tree;
      for (int i = 0; i < n - 2; i++) {
        word[i] = rest % n;
        rest /= n;
      }
      decode(word, edges, tree * (n - 1) * 2);
    }
    return Tensor.of(edges, Shape.of(count, n - 1, 2));
  }

  /** Each letter in turn is the neighbour of the least leaf that is left. */
  private void decode(int[] word, double[] edges, int start) {
    int n = vertices;
    int[] degree = new int[n];
    for (int v = 0; v < n; v++) {
      degree[v] = 1;
    }
    for (int letter : word) {
      degree[letter]++;
    }
    boolean[] edge = new boolean[n * (n - 1) / 2];
    for (int letter : word) {
      int leaf = 0;
      while (degree[leaf] != 1) {
        leaf++;
      }
      edge[Edges.place(leaf, letter)] = true;
      degree[leaf] = 0;
      degree[letter]--;
    }
    int last = 0;
    while (degree[last] != 1) {
      last++;
    }
    edge[Edges.place(last, n - 1)] = true;
    Edges.write(edge, n, edges, start);
  }
}
