package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spanning trees of the complete graph on {@code vertices}, each with a probability proportional to
 * the product of e^(logit) over its edges, by Wilson's algorithm: from each vertex in turn a walk
 * that steps along an edge with a probability proportional to its weight, until it meets the tree;
 * its path, less its loops, is added. Logits [R.., E] and noise [R..] give trees [R.., vertices −
 * 1, 2]; no gradient.
 *
 * <p>Source: Wilson, "Generating random spanning trees more quickly than the cover time" (1996),
 * section 3, RandomTreeWithRoot.
 */
public record SpanningTreeDraw(int vertices) implements Indexed {
  private static final long PATIENCE = 50_000_000;

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(1).append(vertices - 1, 2);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int edges = vertices * (vertices - 1) / 2;
    int rows = inputs.get(1).count();
    int size = 2 * (vertices - 1);
    return (in, out) -> {
      double[] steps = new double[vertices * vertices];
      for (int row = 0; row < rows; row++) {
        accumulate(in[0], row * edges, steps);
        tree(Key.ofBits(in[1][row]), steps, out, row * size);
      }
    };
  }

  /** The sums of the weights of the edges of each vertex, relative to the greatest. */
  private void accumulate(double[] logits, int from, double[] steps) {
    for (int v = 0; v < vertices; v++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int w = 0; w < vertices; w++) {
        greatest = w == v ? greatest : Math.max(greatest, logits[from + Edges.place(v, w)]);
      }
      double sum = 0;
      for (int w = 0; w < vertices; w++) {
        sum += w == v ? 0 : Math.exp(logits[from + Edges.place(v, w)] - greatest);
        steps[v * vertices + w] = sum;
      }
    }
  }

  private void tree(Key key, double[] steps, double[] out, int start) {
    boolean[] edge = new boolean[vertices * (vertices - 1) / 2];
    boolean[] inside = new boolean[vertices];
    int[] next = new int[vertices];
    double[] u = new double[64];
    long used = 0;
    inside[0] = true;
    for (int root = 1; root < vertices; root++) {
      for (int v = root; !inside[v]; v = next[v]) {
        if (used % u.length == 0) {
          Draws.uniform(key, used, u, 0, u.length);
        }
        next[v] = step(steps, v, u[(int) (used++ % u.length)]);
        if (used > PATIENCE) {
          throw new ArgumentException(
              "SpanningTree: a walk did not reach the tree in %d steps, because some vertices hang together too strongly against the others; give logits that differ less"
                  .formatted(PATIENCE));
        }
      }
      for (int v = root; !inside[v]; v = next[v]) {
        inside[v] = true;
        edge[Edges.place(v, next[v])] = true;
      }
    }
    Edges.write(edge, vertices, out, start);
  }

  private int step(double[] steps, int v, double u) {
    double level = u * steps[v * vertices + vertices - 1];
    int w = 0;
    while (steps[v * vertices + w] <= level) {
      w++;
    }
    return w;
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }
}
