package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Solves ordinary differential equations dy/dt = f(t, y) from a start on, with steps that are as
 * long as the error allows. In a graph the solution is one operation; its gradient with respect to
 * the start, the times and whatever the right-hand side uses from outside is the exact derivative
 * of the steps that were taken, in one pass back.
 *
 * <p>Where no step leads on (the solution explodes, the slope is not a number, or too many steps
 * would be needed) the states are NaN from there on, which a model sees as impossible; {@link
 * #explain} says what happened.
 *
 * @param method how a step is made
 * @param relative the largest error of a step, in parts of the state
 * @param absolute the largest error of a step where the state is near 0
 * @param steps how many steps there may be between two of the times
 */
public record Ode(Method method, double relative, double absolute, int steps) {
  /** How a step is made. */
  public enum Method {
    /** By evaluations of the slope: order 5, error by order 4 (Dormand and Prince, 1980). */
    EXPLICIT,
    /**
     * By solving for the slopes of three stages, with the Jacobian matrix: order 5, L-stable, for
     * equations in which something dies out much faster than what is looked at (Radau IIA; Hairer
     * and Wanner, 1996, IV.8). A step costs as many slopes as the state has numbers, and the cube
     * of that number.
     */
    IMPLICIT
  }

  /** The right-hand side f. What is learnt about it are tensors that it uses from outside. */
  @FunctionalInterface
  public interface Field {
    /** f at a time [] and a state [S..], of the shape of the state. */
    Tensor slope(Tensor time, Tensor state);
  }

  /**
   * Refuses settings out of range.
   *
   * @throws ArgumentException unless the tolerances are positive and there is a step
   */
  public Ode {
    if (!(relative > 0 && relative < 1 && absolute > 0 && absolute < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "The tolerances of a differential equation are positive, and the relative one is below 1, but they are %s and %s."
              .formatted(relative, absolute));
    }
    if (steps < 1) {
      throw new ArgumentException(
          "A solution needs at least one step between two times, but %d are allowed."
              .formatted(steps));
    }
  }

  /** The explicit method; errors of 10⁻⁶ of the state and 10⁻⁸, at most 10,000 steps. */
  public static Ode explicit() {
    return new Ode(Method.EXPLICIT, 1e-6, 1e-8, 10_000);
  }

  /** The implicit method, for stiff equations; with the same settings. */
  public static Ode stiff() {
    return new Ode(Method.IMPLICIT, 1e-6, 1e-8, 10_000);
  }

  /**
   * With other tolerances.
   *
   * @throws ArgumentException unless both are positive and the relative one is below 1
   */
  public Ode tolerances(double newRelative, double newAbsolute) {
    return new Ode(method, newRelative, newAbsolute, steps);
  }

  /**
   * With another number of steps between two times.
   *
   * @throws ArgumentException if it is below 1
   */
  public Ode steps(int most) {
    return new Ode(method, relative, absolute, most);
  }

  /**
   * The states [T, S..] at times t₀, …, [T], with y(t₀) = {@code start} [S..]. Times may repeat,
   * and may fall. All numbers of the state take the same steps: many equations of one kind are
   * solved side by side with a leading axis.
   *
   * @throws ShapeException if the slope has not the shape of the state, or the times are no vector
   */
  public Tensor solve(Field field, Tensor start, Tensor times) {
    return WORDS.ode(
        (t, y) -> field.slope(t, y),
        start,
        times,
        method == Method.IMPLICIT,
        relative,
        absolute,
        steps);
  }

  /** How many steps it takes to solve an equation in numbers, or where and why that stops. */
  public String explain(Field field, Tensor start, Tensor times) {
    return WORDS.explainOde(
        (t, y) -> field.slope(t, y),
        start,
        times,
        method == Method.IMPLICIT,
        relative,
        absolute,
        steps);
  }
}
