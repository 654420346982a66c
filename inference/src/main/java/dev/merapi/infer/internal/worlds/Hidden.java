package dev.merapi.infer.internal.worlds;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis that the program does not see: it runs over the values of one enumerated variable.
 *
 * @param site the name of the variable
 * @param values the number of its values
 * @param at for each plate that the variable stands in either an element ≥ 0, or the visible axis
 *     &lt; 0, counted from the right, along which each element is meant by itself
 */
public record Hidden(String site, int values, List<Integer> at) {
  /** Copies the list. */
  public Hidden {
    at = List.copyOf(at);
  }

  /** Whether it is another element of the variable at each position of a visible axis. */
  boolean isEachAt(int axis) {
    return at.contains(axis);
  }

  /** The visible axes along which it is each element by itself. */
  public List<Integer> axes() {
    return at.stream().filter(place -> place < 0).toList();
  }

  /** The element at one position of a visible axis. */
  Hidden picked(int axis, int position) {
    return replaced(axis, position);
  }

  /** The same values seen along another axis. */
  Hidden moved(int axis, int to) {
    return replaced(axis, to);
  }

  private Hidden replaced(int axis, int with) {
    return at.contains(axis)
        ? new Hidden(site, values, at.stream().map(a -> a == axis ? (Integer) with : a).toList())
        : this;
  }

  /** With every visible axis replaced at once. */
  Hidden moved(List<Integer> from, List<Integer> to) {
    List<Integer> places = new ArrayList<>();
    for (int place : at) {
      places.add(place < 0 ? to.get(from.indexOf(place)) : (Integer) place);
    }
    return new Hidden(site, values, places);
  }

  /** The number of combinations of values along several of them. */
  static double combinations(List<Hidden> hidden) {
    double combinations = 1;
    for (Hidden each : hidden) {
      combinations *= each.values();
    }
    return combinations;
  }

  /** The numbers of values. */
  static int[] sizes(List<Hidden> hidden) {
    return hidden.stream().mapToInt(Hidden::values).toArray();
  }

  /** Where each of {@code own} is in a list that contains them all. */
  static int[] positions(List<Hidden> own, List<Hidden> in) {
    return IntStream.range(0, own.size()).map(i -> in.indexOf(own.get(i))).toArray();
  }
}
