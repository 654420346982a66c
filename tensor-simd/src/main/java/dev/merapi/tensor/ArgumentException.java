package dev.merapi.tensor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * What was given does not fit. The message names it, what was found, what was expected and a
 * remedy.
 */
public class ArgumentException extends MerapiException {
  private static final long serialVersionUID = 1L;

  /** The error that the sentence describes. */
  public ArgumentException(String message) {
    super(message);
  }

  /** The error that the sentence describes, and what led to it. */
  public ArgumentException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Refuses an argument that is null. The build makes the functions that users call ask this of
   * each argument that may not be null.
   */
  public static void ifNull(@Nullable Object argument, String function, String name) {
    if (argument == null) {
      throw missing(function, name);
    }
  }

  /** Apart, so that the question alone is small enough to be inlined wherever it is asked. */
  private static ArgumentException missing(String function, String name) {
    return new ArgumentException("%s: %s is null, but must be given".formatted(function, name));
  }

  /**
   * Refuses an argument that is null, and an array, a collection or a map that holds a null at any
   * depth.
   */
  public static void ifNullIn(@Nullable Object argument, String function, String name) {
    if (argument == null) {
      throw missing(function, name);
    }
    @Nullable String hole = hole(argument);
    if (hole != null) {
      throw missing(function, name + hole);
    }
  }

  /** Where a null is: {@code [2][x]}; none if nothing is missing. */
  private static @Nullable String hole(Object holder) {
    // No switch over patterns: this is asked of every list, and most runs of a program are its
    // first.
    if (holder instanceof Collection<?> elements) {
      return elements instanceof List<?> list && list instanceof RandomAccess
          ? inList(list)
          : inCollection(elements);
    }
    if (holder instanceof Object[] array) {
      return inArray(array);
    }
    return holder instanceof Map<?, ?> map ? inMap(map) : null;
  }

  private static @Nullable String inArray(Object[] array) {
    for (int i = 0; i < array.length; i++) {
      @Nullable String inner = inner(array[i]);
      if (inner != null) {
        return "[" + i + "]" + inner;
      }
    }
    return null;
  }

  /** Without an iterator: steps of samplers and fits are to leave nothing on the heap. */
  private static @Nullable String inList(List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      @Nullable String inner = inner(list.get(i));
      if (inner != null) {
        return "[" + i + "]" + inner;
      }
    }
    return null;
  }

  private static @Nullable String inCollection(Collection<?> elements) {
    int i = 0;
    for (Object element : elements) {
      @Nullable String inner = inner(element);
      if (inner != null) {
        return "[" + i + "]" + inner;
      }
      i++;
    }
    return null;
  }

  private static @Nullable String inMap(Map<?, ?> map) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      @Nullable String inner = entry.getKey() == null ? "" : inner(entry.getValue());
      if (inner != null) {
        return "[" + (entry.getKey() == null ? entry : entry.getKey()) + "]" + inner;
      }
    }
    return null;
  }

  private static @Nullable String inner(@Nullable Object element) {
    return element == null ? "" : hole(element);
  }

  /**
   * Refuses null as the result of a function that was given.
   *
   * @throws ArgumentException if it is null
   */
  public static void ifNoResult(@Nullable Object result, String givenTo) {
    if (result == null) {
      throw new ArgumentException(givenTo + ": a function gave null in place of a result");
    }
  }

  /**
   * Refuses null as what a function that was given, or one that users implement, gives back.
   *
   * @throws ArgumentException if it is null
   */
  public static void ifNullGiven(@Nullable Object result, String caller, String sentence) {
    if (result == null) {
      throw new ArgumentException(caller + ": " + sentence);
    }
  }
}
