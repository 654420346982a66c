package dev.merapi.infer.vi.optim;

import dev.merapi.tensor.ArgumentException;

/** m̂ / (√v̂ + ε) with the decaying means m of g and v of g², each over 1 − βᵗ. */
record Adam(double beta1, double beta2, double epsilon) implements Elementwise {
  Adam {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new ArgumentException(
          "The decays of Adam lie in [0, 1), but they are %s and %s; 0.9 and 0.999 are usual."
              .formatted(beta1, beta2));
    }
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void move(long step, double[] position, double[] direction, double[][] memory, int n) {
    double first = 1 / (1 - StrictMath.pow(beta1, (double) step));
    double second = 1 / (1 - StrictMath.pow(beta2, (double) step));
    double[] means = memory[0];
    double[] squares = memory[1];
    for (int i = 0; i < n; i++) {
      double g = direction[i];
      double m = beta1 * means[i] + (1 - beta1) * g;
      double v = beta2 * squares[i] + (1 - beta2) * g * g;
      means[i] = m;
      squares[i] = v;
      direction[i] = m * first / (Math.sqrt(v * second) + epsilon);
    }
  }
}
