package dev.merapi.laws.wild;

import java.lang.reflect.Array;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Arguments as messages show them, whatever they are. */
final class Text {
  private static final int MOST = 120;

  private Text() {}

  static String of(@Nullable Object any) {
    if (any != null && any.getClass().isArray()) {
      return IntStream.range(0, Math.min(9, Array.getLength(any)))
          .mapToObj(i -> of(Array.get(any, i)))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    String text;
    try {
      text = String.valueOf(any);
    } catch (RuntimeException e) {
      text =
          "a "
              + (any == null ? "null" : any.getClass().getSimpleName())
              + " whose text throws "
              + e;
    }
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
