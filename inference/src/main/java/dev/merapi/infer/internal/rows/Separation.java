package dev.merapi.infer.internal.rows;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Whether the log density of some rows is the sum of those of two parts of them: tried with parts
 * that are drawn, at a position that is drawn, so that rows which depend on each other are found
 * with probability 1.
 *
 * @param graphs the log density of so many rows
 * @param plate the plate of the rows
 */
record Separation(IntFunction<Graph> graphs, String plate) {
  private static final int MOST = 64;
  private static final double RELATIVE = 1e-9;

  void check(RowSites sites, Map<String, Tensor> rows, Graph whole) {
    int given = rows.values().iterator().next().size(0);
    int n = Math.min(given, MOST);
    if (n < 2) {
      return;
    }
    double[] chosen = new double[n];
    Draws.uniform(Key.of(0).fold("rows"), chosen, 0, n);
    List<Integer> left = new ArrayList<>(List.of(0));
    List<Integer> right = new ArrayList<>(List.of(1));
    List<Integer> both = new ArrayList<>(List.of(0, 1));
    for (int i = 2; i < n; i++) {
      (chosen[i] < 0.4 ? left : right).add(i);
      both.add(i);
    }
    Graph all = n == given ? whole : graphs.apply(n);
    Graph one = graphs.apply(left.size());
    Graph two = graphs.apply(right.size());
    for (int attempt = 0; attempt < 10; attempt++) {
      Coordinates coordinates = sites.position(n);
      double[] position = new double[coordinates.dimension()];
      Draws.uniform(Key.of(attempt).fold("position"), position, 0, position.length);
      for (int i = 0; i < position.length; i++) {
        position[i] -= 0.5;
      }
      List<Tensor> numbers = List.copyOf(coordinates.split(position).values());
      double sum = value(all, sites, numbers, rows, both);
      double parts =
          value(one, sites, numbers, rows, left) + value(two, sites, numbers, rows, right);
      if (Double.isFinite(sum) && Double.isFinite(parts)) {
        requireEqual(sum, parts, n);
        return;
      }
    }
  }

  private void requireEqual(double sum, double parts, int n) {
    if (Math.abs(sum - parts) > RELATIVE * (1 + Math.abs(sum) + Math.abs(parts))) {
      throw new ModelException(
          ("The rows of plate '%s' depend on each other: %d of them have log density %s together, but"
                  + " two parts of them have %s in sum. Only rows that are independent given the sites"
                  + " outside can be cut into blocks: compute means, differences and the like"
                  + " beforehand, as columns.")
              .formatted(plate, n, sum, parts));
    }
  }

  private static double value(
      Graph graph,
      RowSites sites,
      List<Tensor> numbers,
      Map<String, Tensor> rows,
      Collection<Integer> chosen) {
    Tensor which = Tensor.of(chosen.stream().mapToDouble(Integer::doubleValue).toArray());
    List<double[]> arguments = new ArrayList<>();
    int shared = sites.shared().sites().size();
    for (int i = 0; i < numbers.size(); i++) {
      Tensor all = numbers.get(i);
      arguments.add(
          (i < shared ? all : all.take(sites.kept().get(i - shared).axis(), which)).toArray());
    }
    rows.values().forEach(column -> arguments.add(column.get(which).toArray()));
    double[][] result = new double[1][1];
    Interpreter.of(graph).run(arguments.toArray(double[][]::new), result);
    return result[0][0];
  }
}
