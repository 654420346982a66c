package dev.merapi.tensor.internal.emit;

/** What generated classes with loops for several runs at once implement. */
interface AbreastCode {
  /** Rows of a loop, from a multiple of eight on. */
  void rows(int loop, AbreastMemory memory, int from, int end);
}
