package dev.merapi.infer.adapt;

/**
 * When warm-up learns what: a grid of windows, at whose ends the metric changes, and when it ends.
 */
public sealed interface Windows permits WindowSchedule, ShortWindows {
  /** Stan's: a few windows that double, each learnt from its own draws alone. */
  static Windows stan(int iterations) {
    return WindowSchedule.stan(iterations);
  }

  /**
   * Many short windows, each learnt from the one before it too, in just so many iterations.
   *
   * @param iterations at least 0
   */
  static Windows brief(int iterations) {
    return new ShortWindows(iterations, iterations);
  }

  /**
   * Short windows that end by themselves, when the metric and the step size have settled.
   *
   * @param least the iterations at least
   * @param most the iterations at most, as long as nothing diverges
   */
  static Windows selfEnding(int least, int most) {
    return new ShortWindows(least, most);
  }

  /** The iterations at least. */
  int least();

  /** The iterations at most, as long as nothing diverges. */
  int most();

  /** The same kind in just so many iterations. */
  Windows of(int iterations);

  /** Whether the draw of iteration {@code i} counts towards the metric. */
  boolean inWindow(int i);

  /** Whether a window ends with iteration {@code i}. */
  boolean endsWindow(int i);

  /** Whether the last stretch may begin behind iteration {@code i}. */
  boolean mayEnd(int i);

  /** The iterations of the last stretch, in which the step size alone is learnt. */
  int lastStretch();

  /** Whether a divergence in iteration {@code i} says something of the target. */
  boolean isLate(int i);

  /**
   * Whether each window is learnt from its own draws alone, and the step size is searched anew
   * behind it; else a window is learnt from the one before it too, and the step size goes on.
   */
  boolean restarts();
}
