package dev.merapi.tensor;

/**
 * One index of {@link Indexing#at(Index...)}. A tensor is itself an index: it chooses positions
 * that are data.
 */
public sealed interface Index
    permits Tensor, Index.All, Index.At, Index.Range, Index.NewAxis, Index.Ellipsis {

  /** Every position of an axis. */
  Index ALL = new All();

  /**
   * All axes that no other index names, as many as there are: {@code x.at(ELLIPSIS, i, j)} indexes
   * from the right.
   */
  Index ELLIPSIS = new Ellipsis();

  /** A new axis of size 1. */
  Index NEW_AXIS = new NewAxis();

  /** The end of an axis, whatever its size. */
  int END = Integer.MAX_VALUE;

  /** One position, counted from the end if negative; the axis goes. */
  static Index at(int position) {
    return new At(position);
  }

  /**
   * The positions from {@code start} up to, but not including, {@code end}; negative ones count
   * from the end.
   */
  static Index range(int start, int end) {
    return new Range(start, end, 1);
  }

  /**
   * The positions start, start + step, … before {@code end}; negative bounds count from the end.
   */
  static Index range(int start, int end, int step) {
    return new Range(start, end, step);
  }

  /** The positions from {@code start} to the end. */
  static Index from(int start) {
    return new Range(start, END, 1);
  }

  /** Every position of an axis. */
  record All() implements Index {}

  /** All axes that no other index names. */
  record Ellipsis() implements Index {}

  /** A new axis of size 1. */
  record NewAxis() implements Index {}

  /** One position, counted from the end if negative. */
  record At(int position) implements Index {}

  /** The positions start, start + step, … before end; negative bounds count from the end. */
  record Range(int start, int end, int step) implements Index {
    /**
     * A range with a positive step.
     *
     * @throws ShapeException if the step is below 1
     */
    public Range {
      if (step < 1) {
        throw new ShapeException(
            "The step of a range must be at least 1, not %d; flip the axis to go backwards"
                .formatted(step));
      }
    }
  }
}
