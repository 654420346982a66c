package dev.merapi.infer.vi.optim;

/** g / (√s + ε) with s the sum of all g². */
record AdaGrad(double epsilon) implements Elementwise {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    double[] kept = memory[0];
    for (int i = 0; i < n; i++) {
      double g = direction[i];
      double s = kept[i] + g * g;
      kept[i] = s;
      direction[i] = g / (Math.sqrt(s) + epsilon);
    }
  }
}
