package dev.merapi.infer.vi.optim;

/** g / (√v + ε) with v the decaying mean of g². */
record RmsProp(double decay, double epsilon) implements Elementwise {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void move(
      long step, double[] position, double[] direction, double[] memory, int from, int n) {
    for (int i = 0; i < n; i++) {
      double g = direction[i];
      double v = decay * memory[from + i] + (1 - decay) * g * g;
      memory[from + i] = v;
      direction[i] = g / (Math.sqrt(v) + epsilon);
    }
  }
}
