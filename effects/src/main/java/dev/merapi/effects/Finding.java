package dev.merapi.effects;

/** What a check has found; the message is a sentence with names, shapes and a remedy. */
public sealed interface Finding {

  /** The sentence. */
  String message();

  /** The program means nothing, or not what was wanted. */
  record Failure(String message) implements Finding {}

  /** The program runs, but probably does not what was wanted. */
  record Warning(String message) implements Finding {}
}
