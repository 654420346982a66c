package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Many tensors of one shape R as the rows of one table, few of them where many are equal: tensor
 * number t is {@code rows[numbers[t]]}. Tensors that are the same expression over other constants
 * become one expression over stacked constants, so that a thousand small graphs are one graph.
 *
 * @param rows [C, R..]
 * @param numbers for each tensor the row that it is
 */
public record Stacked(Tensor rows, List<Integer> numbers) {
  /** A table over a copy of the list. */
  public Stacked {
    numbers = List.copyOf(numbers);
  }

  /** The table of at least one tensor, all of one shape. */
  public static Stacked of(List<? extends Tensor> tensors) {
    Signatures signatures = new Signatures();
    Map<Integer, List<Integer>> alike = new LinkedHashMap<>();
    for (int t = 0; t < tensors.size(); t++) {
      alike.computeIfAbsent(signatures.of(tensors.get(t)), _ -> new ArrayList<>()).add(t);
    }
    return of(tensors, alike.values());
  }

  private static Stacked of(List<? extends Tensor> tensors, Collection<List<Integer>> groups) {
    List<Tensor> parts = new ArrayList<>();
    Integer[] numbers = new Integer[tensors.size()];
    int start = 0;
    for (List<Integer> group : groups) {
      List<Tensor> members = group.stream().<Tensor>map(tensors::get).toList();
      LeadingAxis.Operand part = new AntiUnification(group.size()).of(members);
      boolean each = part.isStacked();
      parts.add(each ? part.tensor() : part.tensor().unsqueeze(0));
      for (int i = 0; i < group.size(); i++) {
        numbers[group.get(i)] = start + (each ? i : 0);
      }
      start += each ? group.size() : 1;
    }
    return new Stacked(Tensor.concat(0, parts.toArray(Tensor[]::new)), Arrays.asList(numbers));
  }

  /** The number of tensors. */
  public int size() {
    return numbers.size();
  }

  /** The least P ≥ 1 for which tensor t is the same row as tensor t mod P. */
  public int period() {
    for (int p = 1; p < size(); p++) {
      if (hasPeriod(p)) {
        return p;
      }
    }
    return Math.max(1, size());
  }

  private boolean hasPeriod(int p) {
    return IntStream.range(p, size()).allMatch(t -> numbers.get(t).equals(numbers.get(t - p)));
  }

  /** The first {@code n} tensors: [n, R..]. */
  public Tensor first(int n) {
    List<Integer> wanted = numbers.subList(0, n);
    int rows = this.rows.size(0);
    boolean inOrder = IntStream.range(0, n).allMatch(t -> wanted.get(t) == t);
    if (inOrder) {
      return this.rows.slice(0, 0, n);
    }
    Shape row = this.rows.shape().dropLeft(1);
    return rows == 1
        ? this.rows.expand(Shape.of(n).append(row))
        : this.rows.get(Tensor.of(wanted.stream().mapToDouble(Integer::doubleValue).toArray()));
  }

  /** All tensors: [n, R..]. */
  public Tensor all() {
    return first(size());
  }
}
