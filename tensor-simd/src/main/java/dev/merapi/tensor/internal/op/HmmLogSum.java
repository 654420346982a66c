package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.HmmKernel;
import java.util.List;

/**
 * ln Σ over paths z of exp(a[z₀] + Σₜ bₜ[zₜ₋₁, zₜ] + Σₜ e[t, zₜ]) for a [B.., K], b and e [B.., T,
 * K] → [B..]: the forward algorithm. The transitions b are one table [B.., K, K] for every step, or
 * P tables [B.., P, K, K] that are used in turn, bₜ = b[(t − 1) mod P]: P = T − 1 for a chain whose
 * steps all differ. −∞ where no path has weight. Its derivatives are the posterior probabilities of
 * {@link HmmPosterior}.
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
    int p = shapes.period();
    int chains = shapes.batch().count();
    HmmKernel chain = new HmmKernel(k, p, t);
    return (in, out) -> {
      for (int i = 0; i < chains; i++) {
        out[i] = chain.logSum(in[0], i * k, in[1], i * p * k * k, in[2], i * t * k);
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor posterior = new HmmPosterior().on(inputs.toArray(Tensor[]::new));
    Shape shape = inputs.get(operand).shape();
    HmmShapes shapes = HmmShapes.of(inputs.stream().map(Tensor::shape).toList());
    int k = shapes.states();
    int start = operand == 0 ? 0 : operand == 1 ? k : k + shapes.transitions();
    int size = shape.dropLeft(output.rank()).count();
    Tensor part = posterior.slice(-1, start, start + size).reshape(shape);
    Shape weights = output.shape().append(Shape.SCALAR.padLeft(shape.rank() - output.rank()));
    return part.times(adjoint.reshape(weights));
  }

  @Override
  public int operands() {
    return 3;
  }
}
