package dev.merapi.laws.verify;

import dev.merapi.tensor.MerapiException;

/** What errors say. */
final class Sentences {
  private Sentences() {}

  /** The first paragraph; what follows it, such as a table of shapes, is for a log. */
  static String first(MerapiException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }
}
