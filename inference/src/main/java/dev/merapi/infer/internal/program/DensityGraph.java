package dev.merapi.infer.internal.program;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.List;

/** A log density as the graph of its value and gradients. */
public final class DensityGraph {
  private DensityGraph() {}

  /**
   * The value, and the gradient with respect to each of some inputs, simplified before and after
   * differentiation.
   *
   * @param density of shape []
   * @param inputs all inputs of the graph
   * @param free those with a gradient
   */
  public static Graph of(Tensor density, List<Symbolic.Input> inputs, List<Symbolic.Input> free) {
    Tensor value = Simplify.rewrite(Graph.of(inputs, List.of(density)), inputs).getFirst();
    List<Tensor> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(Gradient.of(value, free));
    return Simplify.apply(Graph.of(inputs, outputs));
  }
}
