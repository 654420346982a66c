package dev.merapi.examples;

/** Something given to the demo cannot be used. The message is one sentence with its remedy. */
final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInput(String sentence) {
    super(sentence);
  }
}
