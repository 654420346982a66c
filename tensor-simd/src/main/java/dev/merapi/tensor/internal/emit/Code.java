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

  /** The tile of a long stage that begins at a row: all but what it adds to sums. */
  void rows(int stage, Memory memory, int start);

  /** What the tile of a long stage that begins at a row adds to sums; tiles come in order. */
  void sums(int stage, Memory memory, int start);
}
