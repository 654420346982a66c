package dev.merapi.tensor.internal.emit;

/**
 * What generated classes implement: one run of a plan over working memory in which the arguments
 * and constants lie ready.
 */
public interface Code {
  /** Runs the graph on its working memory. */
  void run(Memory memory);
}
