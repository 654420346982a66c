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
   * Refuses an argument that is null, an array that holds a null at any depth, and a collection or
   * a map that holds one.
   */
  public static void ifNullIn(@Nullable Object argument, String function, String name) {
    switch (argument) {
      case null -> ifNull(null, function, name);
      case Object[] array -> {
        for (int i = 0; i < array.length; i++) {
          if (array[i] == null) {
            refuseAt(function, name, i);
          }
          if (array[i] instanceof Object[] inner) {
            ifNullIn(inner, function, name + "[" + i + "]");
          }
        }
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (entry.getKey() == null) {
            refuseAt(function, name, entry);
          }
          if (entry.getValue() == null) {
            refuseAt(function, name, entry.getKey());
          }
        }
      }
      // Without an iterator: steps of samplers and fits are to leave nothing on the heap.
      case List<?> list when list instanceof RandomAccess -> {
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i) == null) {
            refuseAt(function, name, i);
          }
        }
      }
      case Collection<?> elements -> {
        int i = 0;
        for (Object element : elements) {
          if (element == null) {
            refuseAt(function, name, i);
          }
          i++;
        }
      }
      default -> {}
    }
  }

  /** Refuses null as the result of a function that was given. */
  public static void ifNoResult(@Nullable Object result, String givenTo) {
    if (result == null) {
      throw new ArgumentException(givenTo + ": a function gave null in place of a result");
    }
  }

  /** Refuses null as what a function that was given, or one that users implement, gives back. */
  public static void ifNullGiven(@Nullable Object result, String caller, String sentence) {
    if (result == null) {
      throw new ArgumentException(caller + ": " + sentence);
    }
  }

  private static void refuseAt(String function, String name, Object place) {
    throw missing(function, name + "[" + place + "]");
  }
}
