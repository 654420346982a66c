package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.HmmKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * The posterior probabilities of a hidden Markov chain with P tables of transitions, packed as
 * [B.., K + P K² + T K]: of the first state, the expected number of each transition by each table,
 * and of the state at each step. These are the derivatives of {@link HmmLogSum}, by the
 * forward–backward algorithm. Its own derivatives go through the recursion step by step on the log
 * scale.
 */
public record HmmPosterior() implements Contraction {
  @Override
  public Shape shape(List<Shape> inputs) {
    HmmShapes shapes = HmmShapes.of(inputs);
    return shapes.batch().append(shapes.packed());
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
        var _ = chain.logSum(in[0], i * k, in[1], i * p * k * k, in[2], i * t * k);
        chain.gradient(out, i * shapes.packed());
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    List<Symbolic.Input> free = new ArrayList<>();
    inputs.forEach(input -> free.add(Symbolic.Input.of("chain", input.shape())));
    Symbolic.Input weights = Symbolic.Input.of("weights", adjoint.shape());
    int batch = output.rank() - 1;
    Tensor[] parts =
        Gradient.of(stepByStep(free).sum(), free).stream()
            .map(
                part ->
                    part.reshape(
                        part.shape().takeLeft(batch).append(part.shape().dropLeft(batch).count())))
            .toArray(Tensor[]::new);
    Tensor weighed = Tensor.concat(-1, parts).times(weights).sum();
    Tensor sensitivity = Gradient.of(weighed, List.of(free.get(operand))).getFirst();
    List<Tensor> arguments = new ArrayList<>(inputs);
    arguments.add(adjoint);
    free.add(weights);
    return Substitution.of(sensitivity, free, arguments);
  }

  /** {@link HmmLogSum} as a chain of logarithms of sums. */
  static Tensor stepByStep(List<? extends Tensor> inputs) {
    Tensor emissions = inputs.get(2);
    int period = HmmShapes.of(inputs.stream().map(Tensor::shape).toList()).period();
    Tensor forward = inputs.get(0).plus(row(emissions, 0));
    for (int t = 1; t < emissions.size(-2); t++) {
      Tensor moves = table(inputs.get(1), forward.rank() + 1, (t - 1) % period);
      forward = forward.unsqueeze(-1).plus(moves).logSumExp(-2).plus(row(emissions, t));
    }
    return forward.logSumExp(-1);
  }

  private static Tensor table(Tensor transitions, int rank, int number) {
    return transitions.rank() == rank
        ? transitions
        : transitions.slice(-3, number, number + 1).squeeze(-3);
  }

  private static Tensor row(Tensor emissions, int t) {
    return emissions.slice(-2, t, t + 1).squeeze(-2);
  }

  @Override
  public int operands() {
    return 3;
  }
}
