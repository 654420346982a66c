package dev.merapi.report.plot;

import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/** What all marks have in common. */
final class Marks {
  private Marks() {}

  /** Steps may have an end more than they have heights. */
  static void alike(String name, Tensor x, Tensor y) {
    boolean vectors = x.rank() == 1 && y.rank() == 1;
    if (!vectors || (x.size(0) != y.size(0) && x.size(0) != y.size(0) + 1)) {
      throw new ShapeException(
          "The coordinates of '%s' are vectors of one length, but have shapes %s and %s"
              .formatted(name, x.shape(), y.shape()));
    }
  }
}
