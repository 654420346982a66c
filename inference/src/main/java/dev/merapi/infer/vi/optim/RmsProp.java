package dev.merapi.infer.vi.optim;

/** g / (√v + ε) with v the decaying mean of g². */
record RmsProp(double decay, double epsilon) implements Elementwise {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    double[] kept = memory[0];
    for (int i = 0; i < n; i++) {
      double g = direction[i];
      double v = decay * kept[i] + (1 - decay) * g * g;
      kept[i] = v;
      direction[i] = g / (Math.sqrt(v) + epsilon);
    }
  }
}
