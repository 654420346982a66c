package dev.merapi.infer.dims;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A dim of an array: its name, and what its positions are called. Where they have no labels, they
 * are counted: chains and draws from 0, as in ArviZ, all others from 1, as in {@code theta[1]}.
 *
 * @param name what the dim is called
 * @param size the number of positions
 * @param labels what they are called, all different; none: they are counted
 */
public record Axis(String name, int size, List<String> labels) {
  /** Bytes of a position as text, at least. */
  private static final long NAME = 48;

  /** What the dim of the chains is called. */
  public static final String CHAIN = "chain";

  /** What the dim of the draws is called. */
  public static final String DRAW = "draw";

  /** Checks that there is a label for each position, or none, and that all differ. */
  public Axis {
    labels = List.copyOf(labels);
    if (size < 0 || (!labels.isEmpty() && labels.size() != size)) {
      throw new ArgumentException(
          "Dim '%s' has %d positions, but %d labels; give one label for each, or none."
              .formatted(name, size, labels.size()));
    }
    HashSet<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!seen.add(label)) {
        throw new ArgumentException(
            "Dim '%s' has two positions called '%s'; labels tell positions apart, so give each its own."
                .formatted(name, label));
      }
    }
  }

  /** A dim whose positions are counted. */
  public static Axis counted(String name, int size) {
    return new Axis(name, size, List.of());
  }

  /** A dim whose positions have labels. */
  public static Axis labelled(String name, List<String> labels) {
    return new Axis(name, labels.size(), labels);
  }

  /** The number of the first position, where positions are counted. */
  public int first() {
    return name.equals(CHAIN) || name.equals(DRAW) ? 0 : 1;
  }

  /** The label of a position counted from 0, or its number. */
  public String position(int i) {
    return labels.isEmpty()
        ? Integer.toString(first() + i)
        : labels.get(Counts.place(i, size, "position"));
  }

  /** The labels, or the numbers of the positions as text. */
  public List<String> positions() {
    if (size == 0 || !labels.isEmpty()) {
      return labels;
    }
    int last = first() + Counts.of(size, "positions", NAME);
    return IntStream.range(first(), last).mapToObj(Integer::toString).toList();
  }
}
