package dev.merapi.infer.vi.optim;

import dev.merapi.tensor.ArgumentException;

/** Each number cut to ±limit. */
record Clip(double limit) implements Elementwise {
  Clip {
    requirePositive(limit);
  }

  static void requirePositive(double limit) {
    if (!(limit > 0)) {
      throw new ArgumentException(
          "A gradient is clipped to a positive limit, but it is %s.".formatted(limit));
    }
  }

  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    for (int i = 0; i < n; i++) {
      direction[i] = Math.max(-limit, Math.min(limit, direction[i]));
    }
  }
}
