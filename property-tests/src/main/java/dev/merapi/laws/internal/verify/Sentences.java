package dev.merapi.laws.internal.verify;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.TreeSet;

/** What errors say. */
public final class Sentences {
  private Sentences() {}

  /** The first paragraph; what follows it, such as a table of shapes, is for a log. */
  public static String first(MerapiException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  /** A value by name; a sentence where there is none. */
  public static Tensor named(Map<String, Tensor> values, String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new ArgumentException(
          "There is nothing called '%s'; there are %s."
              .formatted(name, new TreeSet<>(values.keySet())));
    }
    return value;
  }
}
