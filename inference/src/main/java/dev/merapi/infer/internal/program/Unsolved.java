package dev.merapi.infer.internal.program;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.ode.OdeSolve;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.Set;

/** Differential equations without a solution, in log densities. */
public final class Unsolved {
  private Unsolved() {}

  /**
   * The density, −∞ where it is not a number, if a differential equation is part of it: parameters
   * for which there is no solution are impossible.
   */
  public static Tensor impossible(Tensor density) {
    boolean solves =
        Dependencies.inOrder(density, Set.of()).stream()
            .anyMatch(
                node ->
                    node instanceof Symbolic.Apply apply
                        && Primitive.of(apply) instanceof OdeSolve);
    return solves
        ? Tensor.where(density.isNan(), Tensor.scalar(Double.NEGATIVE_INFINITY), density)
        : density;
  }
}
