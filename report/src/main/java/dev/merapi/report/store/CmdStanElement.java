package dev.merapi.report.store;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
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

  /** The posterior of chains of rows, which may differ in length. */
  static Posterior posterior(List<String> names, List<List<double[]>> chains) {
    List<Integer> figures = new ArrayList<>();
    Map<String, List<Integer>> sites = new LinkedHashMap<>();
    for (int k = 0; k < names.size(); k++) {
      if (names.get(k).endsWith("__")) {
        figures.add(k);
      } else {
        sites.computeIfAbsent(site(names.get(k)), _ -> new ArrayList<>()).add(k);
      }
    }
    if (sites.isEmpty()) {
      throw new ArgumentException("there is no parameter among the columns " + names);
    }
    List<Quantity> layout = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    sites.forEach(
        (site, columns) -> {
          int[][] indices = columns.stream().map(k -> indices(names.get(k))).toArray(int[][]::new);
          Shape shape = shape(indices);
          layout.add(new Quantity(site, shape, order.size()));
          order.addAll(order(names, site, columns, indices, shape));
        });
    return Posterior.of(
        layout,
        picked(chains, order),
        figures.stream().map(k -> ours(names.get(k))).toList(),
        picked(chains, figures));
  }

  private static double[][][] picked(List<List<double[]>> chains, List<Integer> columns) {
    int[] at = columns.stream().mapToInt(Integer::intValue).toArray();
    return chains.stream()
        .map(
            chain ->
                chain.stream()
                    .map(row -> IntStream.of(at).mapToDouble(k -> row[k]).toArray())
                    .toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static String ours(String name) {
    return CmdStanText.STATISTICS.entrySet().stream()
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

  private static Shape shape(int[][] indices) {
    int[] sizes = new int[indices[0].length];
    for (int[] index : indices) {
      for (int axis = 0; axis < Math.min(sizes.length, index.length); axis++) {
        sizes[axis] = Math.max(sizes[axis], index[axis]);
      }
    }
    return Shape.of(sizes);
  }

  /** The columns of a site in row-major order. */
  private static List<Integer> order(
      List<String> names, String site, List<Integer> columns, int[][] indices, Shape shape) {
    Integer[] order = new Integer[columns.size()];
    for (int i = 0; i < indices.length; i++) {
      int at = 0;
      for (int axis = 0; axis < shape.rank() && indices[i].length == shape.rank(); axis++) {
        at = at * shape.size(axis) + indices[i][axis] - 1;
      }
      if (shape.count() != columns.size()
          || indices[i].length != shape.rank()
          || order[at] != null) {
        throw new ArgumentException(
            "the columns of '%s' are not those of an array: %s"
                .formatted(site, columns.stream().map(names::get).limit(9).toList()));
      }
      order[at] = columns.get(i);
    }
    return List.of(order);
  }
}
