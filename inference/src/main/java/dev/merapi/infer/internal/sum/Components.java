package dev.merapi.infer.internal.sum;

import io.vavr.Tuple2;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Factors in groups that share none of some variables: their sums are independent. */
public final class Components {
  private Components() {}

  /** The groups, and in each the factors, in the order given. */
  public static Vector<Vector<Factor>> of(Vector<Factor> factors, Set<Axis.Variable> through) {
    return of(factors, through, Vector.empty());
  }

  /** As {@link #of(Vector, Set)}, where summands and their sum are one variable. */
  public static Vector<Vector<Factor>> of(
      Vector<Factor> factors, Set<Axis.Variable> through, Vector<Count> counts) {
    Map<Axis.Variable, Axis.Variable> totals =
        counts.toJavaMap(count -> new Tuple2<>(count.part(), count.total()));
    int[] parents = new int[factors.size()];
    Arrays.setAll(parents, i -> i);
    Map<Axis.Variable, Integer> first = new HashMap<>();
    int number = 0;
    for (Factor factor : factors) {
      for (Axis axis : factor.axes()) {
        if (axis instanceof Axis.Variable variable && through.contains(variable)) {
          Integer other = first.putIfAbsent(totals.getOrDefault(variable, variable), number);
          if (other != null) {
            parents[root(parents, number)] = root(parents, other);
          }
        }
      }
      number++;
    }
    Map<Integer, List<Factor>> groups = new LinkedHashMap<>();
    number = 0;
    for (Factor factor : factors) {
      groups.computeIfAbsent(root(parents, number++), _ -> new ArrayList<>()).add(factor);
    }
    return Vector.ofAll(groups.values()).map(Vector::ofAll);
  }

  private static int root(int[] parents, int number) {
    int root = number;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
