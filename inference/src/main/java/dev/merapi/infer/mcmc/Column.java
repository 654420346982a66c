package dev.merapi.infer.mcmc;

import java.util.function.ToDoubleBiFunction;

/**
 * A figure that is kept with each draw. Those that several kernels have are called as in ArviZ's
 * {@code sample_stats}.
 *
 * @param name what it is called
 * @param value its value after a step, of the new state and the report on the step
 */
public record Column<S, I>(String name, ToDoubleBiFunction<S, I> value) {
  /** log p(q) of the draw, up to a constant. */
  public static final String LOG_DENSITY = "lp";

  /** The Hamiltonian at the draw. */
  public static final String ENERGY = "energy";

  /** The mean acceptance probability of the step. */
  public static final String ACCEPTANCE = "acceptance_rate";

  /** The step size that it ran with. */
  public static final String STEP_SIZE = "step_size";

  /** The evaluations of the gradient, or of the density, that it took. */
  public static final String STEPS = "n_steps";

  /** The doublings of its trajectory. */
  public static final String DEPTH = "tree_depth";

  /** 1 where a trajectory was cut off at the largest depth, else 0. */
  public static final String SATURATED = "reached_max_treedepth";

  /** 1 where it diverged, else 0. */
  public static final String DIVERGING = "diverging";
}
