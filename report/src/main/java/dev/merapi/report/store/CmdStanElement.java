package dev.merapi.report.store;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A scalar under CmdStan's name.
 *
 * @param name as {@code corr.2.1}
 * @param at where it stands in a row
 */
record CmdStanElement(String name, int at) {

  /** The elements of a site, the first index running fastest. */
  static Stream<CmdStanElement> of(Quantity quantity) {
    Shape shape = quantity.shape();
    return IntStream.range(0, shape.count())
        .mapToObj(
            i -> {
              StringBuilder name = new StringBuilder(quantity.name());
              int rest = i;
              int at = 0;
              for (int axis = 0; axis < shape.rank(); axis++) {
                int index = rest % shape.size(axis);
                rest /= shape.size(axis);
                name.append('.').append(1 + index);
                at = at * shape.size(axis) + index;
              }
              return new CmdStanElement(name.toString(), quantity.offset() + at);
            });
  }

  /** The posterior of chains of rows. */
  static Posterior posterior(
      List<String> names, Map<String, String> statistics, List<List<double[]>> chains) {
    Map<String, Tensor> draws = new LinkedHashMap<>();
    Map<String, Tensor> figures = new LinkedHashMap<>();
    Map<String, List<Integer>> sites = new LinkedHashMap<>();
    for (int k = 0; k < names.size(); k++) {
      String name = names.get(k);
      if (name.endsWith("__")) {
        figures.put(ours(name, statistics), tensor(chains, new int[] {k}, Shape.SCALAR));
      } else {
        sites.computeIfAbsent(site(name), _ -> new ArrayList<>()).add(k);
      }
    }
    sites.forEach((site, columns) -> draws.put(site, site(names, site, columns, chains)));
    if (draws.isEmpty()) {
      throw new ArgumentException("there is no parameter among the columns " + names);
    }
    return Posterior.of(draws, figures);
  }

  private static String ours(String name, Map<String, String> statistics) {
    return statistics.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name.substring(0, name.length() - 2));
  }

  private static String site(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static int[] indices(String name) {
    String site = site(name);
    return site.equals(name)
        ? new int[0]
        : Arrays.stream(name.substring(site.length() + 1).split("\\.", -1))
            .mapToInt(
                part -> {
                  if (!part.matches("[1-9]\\d{0,8}")) {
                    throw new ArgumentException(
                        "column '%s' is not the element of an array".formatted(name));
                  }
                  return Integer.parseInt(part);
                })
            .toArray();
  }

  private static Tensor site(
      List<String> names, String site, List<Integer> columns, List<List<double[]>> chains) {
    int[][] indices = columns.stream().map(k -> indices(names.get(k))).toArray(int[][]::new);
    int[] sizes = new int[indices[0].length];
    for (int[] index : indices) {
      for (int axis = 0; axis < Math.min(sizes.length, index.length); axis++) {
        sizes[axis] = Math.max(sizes[axis], index[axis]);
      }
    }
    Shape shape = Shape.of(sizes);
    int[] order = new int[columns.size()];
    boolean[] seen = new boolean[columns.size()];
    for (int i = 0; i < indices.length; i++) {
      int at = 0;
      for (int axis = 0; axis < sizes.length && indices[i].length == sizes.length; axis++) {
        at = at * sizes[axis] + indices[i][axis] - 1;
      }
      if (shape.count() != columns.size() || indices[i].length != sizes.length || seen[at]) {
        throw new ArgumentException(
            "the columns of '%s' are not those of an array: %s"
                .formatted(site, columns.stream().map(names::get).limit(9).toList()));
      }
      seen[at] = true;
      order[at] = columns.get(i);
    }
    return tensor(chains, order, shape);
  }

  private static Tensor tensor(List<List<double[]>> chains, int[] columns, Shape own) {
    int length = chains.getFirst().size();
    double[] values = new double[chains.size() * length * columns.length];
    int at = 0;
    for (List<double[]> chain : chains) {
      for (double[] row : chain) {
        for (int column : columns) {
          values[at++] = row[column];
        }
      }
    }
    return Tensor.of(values, Shape.of(chains.size(), length).append(own));
  }
}
