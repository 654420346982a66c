package dev.merapi.report.plot;

import dev.merapi.tensor.Tensor;

/** Something drawn: lines, points, or pieces of lines. */
public sealed interface Mark {
  /** What it stands for, as a legend says it. */
  String name();

  /** What its colour stands for. */
  Ink ink();

  /**
   * A line through points.
   *
   * @param x their first coordinates
   * @param y their second ones
   */
  record Line(String name, Ink ink, Tensor x, Tensor y) implements Mark {
    /** Refuses coordinates of different lengths. */
    public Line {
      Marks.alike(name, x, y);
    }
  }

  /**
   * A line of steps: y[i] from x[i] to x[i + 1].
   *
   * @param x where steps begin, and where the last one ends if it has an end
   * @param y how high they are
   */
  record Steps(String name, Ink ink, Tensor x, Tensor y) implements Mark {
    /** Refuses coordinates of different lengths, but for an end of the last step. */
    public Steps {
      Marks.steps(name, x, y);
    }
  }

  /**
   * Points.
   *
   * @param x their first coordinates
   * @param y their second ones
   */
  record Points(String name, Ink ink, Tensor x, Tensor y) implements Mark {
    /** Refuses coordinates of different lengths. */
    public Points {
      Marks.alike(name, x, y);
    }
  }

  /**
   * Level pieces of a line, from (from[i], y[i]) to (to[i], y[i]).
   *
   * @param width how wide the line is, in pixels
   */
  record Intervals(String name, Ink ink, Tensor from, Tensor to, Tensor y, double width)
      implements Mark {
    /** Refuses coordinates of different lengths. */
    public Intervals {
      Marks.alike(name, from, to);
      Marks.alike(name, from, y);
    }
  }

  /**
   * A level line over the whole width.
   *
   * @param y where it is
   */
  record Rule(String name, Ink ink, double y) implements Mark {}
}
