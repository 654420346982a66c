package dev.merapi.infer.vi.optim;

/** The direction times a rate. */
record Scaled(Schedule rate) implements Elementwise {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    double factor = rate.at(step);
    for (int i = 0; i < n; i++) {
      direction[i] *= factor;
    }
  }
}
