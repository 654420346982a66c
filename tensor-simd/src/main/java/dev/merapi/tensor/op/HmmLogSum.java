package dev.merapi.tensor.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.kernel.HmmKernel;
import java.util.List;

/**
 * ln Σ over paths z of exp(a[z₀] + Σₜ b[zₜ₋₁, zₜ] + Σₜ e[t, zₜ]) for a [B.., K], b [B.., K, K] and
 * e [B.., T, K] → [B..]: the forward algorithm, for chains whose transition is the same at every
 * step. −∞ where no path has weight. Its derivatives are the posterior probabilities of {@link
 * HmmPosterior}.
 */
public record HmmLogSum() implements Contraction {
  @Override
  public Shape shape(List<Shape> inputs) {
    return HmmShapes.of(inputs).batch();
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    HmmShapes shapes = HmmShapes.of(inputs);
    int k = shapes.states();
    int t = shapes.steps();
    int chains = shapes.batch().count();
    HmmKernel chain = new HmmKernel(k, t);
    return (in, out) -> {
      for (int i = 0; i < chains; i++) {
        out[i] = chain.logSum(in[0], i * k, in[1], i * k * k, in[2], i * t * k);
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor posterior = new HmmPosterior().on(inputs.toArray(Tensor[]::new));
    Shape shape = inputs.get(operand).shape();
    int k = inputs.getFirst().size(-1);
    int start = operand == 0 ? 0 : operand == 1 ? k : k + k * k;
    int size = shape.dropLeft(output.rank()).count();
    Tensor part = posterior.slice(-1, start, start + size).reshape(shape);
    Shape weights = output.shape().append(Shape.SCALAR.padLeft(shape.rank() - output.rank()));
    return part.times(adjoint.reshape(weights));
  }
}
