package dev.merapi.infer.internal.sum;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Lists of names as phrases for messages. */
public final class Phrases {
  private static final int MOST = 6;

  private Phrases() {}

  /** As "'a', 'b' and 'c'"; a long list is cut. */
  public static String quoted(Iterable<String> names) {
    List<String> all =
        StreamSupport.stream(names.spliterator(), false).map("'%s'"::formatted).toList();
    if (all.size() > MOST) {
      return "%s and %d more".formatted(String.join(", ", all.subList(0, MOST)), all.size() - MOST);
    }
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }

  /** As "plate 'data' (7), site 'z' (3)". */
  public static String axes(Iterable<Axis> axes) {
    return StreamSupport.stream(axes.spliterator(), false)
        .map(Phrases::axis)
        .collect(Collectors.joining(", "));
  }

  private static String axis(Axis axis) {
    return switch (axis) {
      case Axis.Plate(String name, int size) -> "plate '%s' (%d)".formatted(name, size);
      case Axis.Variable(String name, int size, _, _) -> "site '%s' (%d)".formatted(name, size);
    };
  }

  /** As "plates 'a' and 'b'", or "no plate". */
  public static String plates(Iterable<Axis.Plate> plates) {
    List<String> names =
        StreamSupport.stream(plates.spliterator(), false).map(Axis.Plate::name).toList();
    return names.isEmpty()
        ? "no plate"
        : (names.size() == 1 ? "plate " : "plates ") + quoted(names);
  }
}
