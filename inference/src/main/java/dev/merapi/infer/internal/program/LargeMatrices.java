package dev.merapi.infer.internal.program;

import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.MatMul;

/**
 * Whether a graph multiplies a constant matrix of many rows that does not fit into a processor's
 * own cache.
 */
final class LargeMatrices {
  /** Numbers of two megabytes. */
  private static final int LARGE = 262_144;

  /** Fewer rows are no long stage of a plan, whatever their length. */
  private static final int ROWS = 2048;

  private LargeMatrices() {}

  static boolean isIn(Graph graph) {
    return graph.equations().stream()
        .anyMatch(
            equation ->
                equation instanceof Equation.Apply apply
                    && apply.primitive() instanceof MatMul
                    && graph.equations().get(apply.inputs().getFirst())
                        instanceof Equation.Constant matrix
                    && matrix.shape().rank() == 2
                    && matrix.shape().size(0) >= ROWS
                    && matrix.shape().count() >= LARGE);
  }
}
