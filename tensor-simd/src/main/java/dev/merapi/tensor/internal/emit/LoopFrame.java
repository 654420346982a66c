package dev.merapi.tensor.internal.emit;

import java.util.List;

/**
 * A loop around a body that takes carries, elements of sequences and free tensors, and gives the
 * next carries, then outputs.
 *
 * @param carries how many tensors are carried
 * @param sequences how many sequences are read
 * @param steps how often the body runs
 * @param backwards whether the sequences are read, and the outputs written, from their end
 * @param keep whether the carries of every step are written, and not the last alone
 * @param width how many numbers are carried
 * @param starts where each output begins in the result; the carries stand before them
 */
public record LoopFrame(
    int carries,
    int sequences,
    int steps,
    boolean backwards,
    boolean keep,
    int width,
    List<Integer> starts) {
  /** A frame over a copy of the list. */
  public LoopFrame {
    starts = List.copyOf(starts);
  }

  boolean isCarry(int input) {
    return input < carries;
  }

  boolean isSequence(int input) {
    return carries <= input && input < carries + sequences;
  }
}
