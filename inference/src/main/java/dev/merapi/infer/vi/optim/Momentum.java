package dev.merapi.infer.vi.optim;

import dev.merapi.tensor.ArgumentException;

/** v, where v ← mass · v + g. */
record Momentum(double mass) implements Elementwise {
  Momentum {
    if (!(mass >= 0 && mass < 1)) {
      throw new ArgumentException(
          "The mass of momentum lies in [0, 1), but it is %s; 0.9 is usual.".formatted(mass));
    }
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    double[] kept = memory[0];
    for (int i = 0; i < n; i++) {
      double v = mass * kept[i] + direction[i];
      kept[i] = v;
      direction[i] = v;
    }
  }
}
