package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spanning tree of the complete graph with the greatest sum of logits: logits [R.., E] give
 * [R.., vertices − 1, 2]; no gradient. From vertex 0 on, the vertex outside that hangs most
 * strongly on the tree is added, the first of equal ones.
 *
 * <p>Source: Prim, "Shortest connection networks and some generalizations" (1957).
 */
public record GreatestTree(int vertices) implements Indexed {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst().dropRight(1).append(vertices - 1, 2);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int rows = inputs.getFirst().dropRight(1).count();
    int edges = vertices * (vertices - 1) / 2;
    return (in, out) -> {
      for (int row = 0; row < rows; row++) {
        boolean[] tree = tree(in[0], row * edges);
        Edges.write(tree, vertices, out, row * 2 * (vertices - 1));
      }
    };
  }

  private boolean[] tree(double[] logits, int from) {
    boolean[] edge = new boolean[vertices * (vertices - 1) / 2];
    boolean[] inside = new boolean[vertices];
    int[] nearest = new int[vertices];
    double[] strength = new double[vertices];
    Arrays.fill(strength, Double.NEGATIVE_INFINITY);
    int added = 0;
    for (int size = 1; size < vertices; size++) {
      inside[added] = true;
      int best = -1;
      for (int v = 0; v < vertices; v++) {
        if (!inside[v]) {
          double logit = logits[from + Edges.place(v, added)];
          if (logit > strength[v]) {
            strength[v] = logit;
            nearest[v] = added;
          }
          best = best < 0 || strength[v] > strength[best] ? v : best;
        }
      }
      edge[Edges.place(best, nearest[best])] = true;
      added = best;
    }
    return edge;
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }
}
