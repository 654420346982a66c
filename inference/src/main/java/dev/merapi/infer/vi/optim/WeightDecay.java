package dev.merapi.infer.vi.optim;

/** The direction plus decay · x. */
record WeightDecay(double decay) implements Elementwise {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    for (int i = 0; i < n; i++) {
      direction[i] += decay * position[i];
    }
  }
}
