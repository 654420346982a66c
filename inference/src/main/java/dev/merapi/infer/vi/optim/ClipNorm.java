package dev.merapi.infer.vi.optim;

/** The direction made shorter, so that its Euclidean length is at most the limit. */
record ClipNorm(double limit) implements Elementwise {
  ClipNorm {
    Clip.requirePositive(limit);
  }

  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void move(
      long step, double[] position, double[] direction, double[] memory, int from, int n) {
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += direction[i] * direction[i];
    }
    double length = Math.sqrt(squares);
    if (length > limit) {
      double factor = limit / length;
      for (int i = 0; i < n; i++) {
        direction[i] *= factor;
      }
    }
  }
}
