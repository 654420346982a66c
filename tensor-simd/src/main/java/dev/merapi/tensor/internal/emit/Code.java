package dev.merapi.tensor.internal.emit;

/**
 * What generated classes implement: one run of a plan over working memory in which the arguments
 * and constants lie ready.
 */
public interface Code {
  /** Runs the graph on its working memory. */
  void run(Memory memory);

  /** The part of {@link #run} behind long stage {@code part − 1} and before long stage part. */
  void part(int part, Memory memory);

  /**
   * The part of {@link #run} behind loop {@code part − 1} of several runs at once and before loop
   * part; without what only those loops would read.
   */
  void between(int part, Memory memory);

  /** At most so many rows of a long stage from a row on: all but what they add to sums. */
  void rows(int stage, Memory memory, int start, int most);

  /** What the same rows add to sums; they come in order. */
  void sums(int stage, Memory memory, int start, int most);
}
