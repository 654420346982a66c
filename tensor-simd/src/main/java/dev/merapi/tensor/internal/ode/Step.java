package dev.merapi.tensor.internal.ode;

/** A Runge–Kutta step, forwards and back. Owned by one thread. */
sealed interface Step permits ExplicitStep, ImplicitStep {
  /** Takes the first state of a path. */
  void begin(double t, double[] y);

  /** Tries a step of h from the present state; its error, NaN or ∞ where there is no new state. */
  double attempt(double t, double h, double[] y, double[] next);

  /** Makes the state after the last attempt the present one. */
  void accept(double t, double[] next);

  /** The slopes of the stages of the last attempt. */
  double[][] slopes();

  /**
   * Takes the sensitivity to a new state back to that of the state before, through the step of h
   * from y with these slopes, and adds what the free tensors contribute.
   */
  void back(double t, double h, double[] y, double[][] slopes, double[] lambda);
}
