package dev.merapi.report.plot;

import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/** What all marks have in common. */
final class Marks {
  private Marks() {}

  static void alike(String name, Tensor x, Tensor y) {
    if (x.rank() != 1 || !x.shape().equals(y.shape())) {
      throw new ShapeException(
          "The coordinates of '%s' are vectors of one length, but have shapes %s and %s"
              .formatted(name, x.shape(), y.shape()));
    }
  }

  /** The last step may have an end. */
  static void steps(String name, Tensor x, Tensor y) {
    boolean ends = x.rank() == 1 && y.rank() == 1 && y.size(0) > 0 && x.size(0) == y.size(0) + 1;
    if (!ends) {
      alike(name, x, y);
    }
  }
}
