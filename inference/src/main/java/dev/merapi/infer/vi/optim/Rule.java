package dev.merapi.infer.vi.optim;

/**
 * An optimiser for parameters of known sizes: a function of its arguments, which it overwrites.
 * What it remembers from one step to the next is in an array that it is given.
 */
public interface Rule {
  /** How many numbers it remembers; they are 0 before the first step. */
  int memory();

  /**
   * Turns a direction into another. The first rule is given the gradient of what is minimised; what
   * the last one leaves is subtracted from the position.
   *
   * @param step the number of the step, from 1
   * @param position where the parameters are; not changed
   * @param direction overwritten
   * @param memory overwritten, from {@code from} on, as far as {@link #memory} numbers
   */
  void apply(long step, double[] position, double[] direction, double[] memory, int from);

  /**
   * Moves a position up a gradient: turns −gradient into a direction, and takes {@code rate} times
   * that from the position.
   *
   * @param gradient may be overwritten
   */
  default void ascend(
      long step, double[] position, double[] gradient, double[] memory, double rate) {
    Memory.require(position.length, memory(), position, gradient, memory, 0);
    Direction.negate(gradient, gradient.length);
    apply(step, position, gradient, memory, 0);
    Direction.subtract(position, rate, gradient, position.length);
  }
}
