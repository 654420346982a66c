package dev.merapi.tensor.internal.ode;

import static java.util.Objects.requireNonNull;

import dev.merapi.tensor.internal.graph.Executor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The right-hand side f(t, y, free), and optionally its adjoints: sensitivities to the state, and
 * sums of those to the free tensors. Owned by one thread.
 */
final class Slope {
  private final Executor value;
  private final double[][] sums;
  private final @Nullable Executor adjoint;
  private int evaluations;

  /**
   * A right-hand side.
   *
   * @param value the graph of (t, y, free) → f
   * @param adjoint the graph of (t, y, free, w) → (∂⟨w, f⟩/∂y, ∂⟨w, f⟩/∂free), if it is wanted
   * @param free how many free tensors there are
   */
  Slope(Executor value, @Nullable Executor adjoint, int free) {
    this.value = value;
    this.adjoint = adjoint;
    this.sums = new double[free][];
    Arrays.setAll(sums, i -> new double[value.argument(i + 2).length]);
  }

  /** Takes the free tensors, which begin at an operand, and forgets sums. */
  void begin(double[][] operands, int first) {
    for (int i = 0; i < sums.length; i++) {
      System.arraycopy(operands[first + i], 0, value.argument(i + 2), 0, sums[i].length);
      if (adjoint != null) {
        System.arraycopy(operands[first + i], 0, adjoint.argument(i + 2), 0, sums[i].length);
      }
      Arrays.fill(sums[i], 0);
    }
    evaluations = 0;
  }

  int evaluations() {
    return evaluations;
  }

  /** f(t, y). */
  void at(double t, double[] y, double[] out) {
    value.argument(0)[0] = t;
    System.arraycopy(y, 0, value.argument(1), 0, y.length);
    value.run();
    System.arraycopy(value.result(0), 0, out, 0, out.length);
    evaluations++;
  }

  /** ∂⟨w, f(t, y)⟩/∂y. */
  void toState(double t, double[] y, double[] w, double[] out) {
    Executor graph = requireNonNull(adjoint);
    graph.argument(0)[0] = t;
    System.arraycopy(y, 0, graph.argument(1), 0, y.length);
    System.arraycopy(w, 0, graph.argument(2 + sums.length), 0, w.length);
    graph.run();
    System.arraycopy(graph.result(0), 0, out, 0, out.length);
    evaluations++;
  }

  /** As {@link #toState}, and adds the sensitivities to the free tensors to the sums. */
  void toAll(double t, double[] y, double[] w, double[] out) {
    toState(t, y, w, out);
    for (int i = 0; i < sums.length; i++) {
      Tableau.add(1, requireNonNull(adjoint).result(i + 1), sums[i]);
    }
  }

  /** The Jacobian matrix ∂fᵢ/∂yⱼ, row by row. */
  void jacobian(double t, double[] y, double[] unit, double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      unit[i] = 1;
      toState(t, y, unit, rows[i]);
      unit[i] = 0;
    }
  }

  /** Writes the sums one after the other. */
  void sums(double[] out, int start) {
    int at = start;
    for (double[] sum : sums) {
      System.arraycopy(sum, 0, out, at, sum.length);
      at += sum.length;
    }
  }
}
