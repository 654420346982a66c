package dev.merapi.infer.internal.program;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.ode.OdeSolve;
import java.util.List;

/** Differential equations without a solution, in log densities. */
public final class Unsolved {
  private Unsolved() {}

  /**
   * The density, −∞ where it is not a number, if a differential equation is part of it: parameters
   * for which there is no solution are impossible.
   */
  public static Tensor impossible(Tensor density, List<Symbolic.Input> inputs) {
    boolean solves =
        Graph.of(inputs, List.of(density)).equations().stream()
            .anyMatch(
                line ->
                    line instanceof Equation.Apply apply && apply.primitive() instanceof OdeSolve);
    return solves
        ? Tensor.where(density.isNan(), Tensor.scalar(Double.NEGATIVE_INFINITY), density)
        : density;
  }
}
