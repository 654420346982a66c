package dev.merapi.laws.verify;

/** What became of a check. */
public sealed interface Outcome {
  /** What was found, in a sentence. */
  String sentence();

  /** It holds wherever it was looked at. */
  record Passed(String sentence) implements Outcome {}

  /** It fails: where, what was found, what was expected. */
  record Failed(String sentence) implements Outcome {}

  /** It does not apply to this model, for a reason. */
  record Idle(String sentence) implements Outcome {}
}
