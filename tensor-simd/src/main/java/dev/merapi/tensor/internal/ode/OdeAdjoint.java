package dev.merapi.tensor.internal.ode;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The sensitivities of ⟨w, y⟩ to the start and the free tensors of an {@link OdeSolve}, on one
 * packed axis. Operands are those of the solution and the weights w [T, S..]. The steps are those
 * of the solution, taken back one by one: it is the exact derivative of what they compute, their
 * lengths being held.
 *
 * @param solve what it is the adjoint of
 */
public record OdeAdjoint(OdeSolve solve) implements HigherOrder {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape states = solve.shape(inputs.subList(0, inputs.size() - 1));
    if (!inputs.getLast().equals(states)) {
      throw new ShapeException(
          "States of shape %s have weights of that shape, not of %s."
              .formatted(states, inputs.getLast()));
    }
    return Shape.of(inputs.subList(1, inputs.size() - 1).stream().mapToInt(Shape::count).sum());
  }

  @Override
  public int operands() {
    return solve.operands() + 1;
  }

  /** The sensitivity to an operand of the solution, from the packed ones. */
  Tensor part(int operand, List<Tensor> inputs, Tensor packed) {
    int start = 0;
    for (int i = 1; i < operand; i++) {
      start += inputs.get(i).shape().count();
    }
    Shape shape = inputs.get(operand).shape();
    return packed.slice(0, start, start + shape.count()).reshape(shape);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    return kernel(inputs, solve.slopes(false, true).get());
  }

  @Override
  public Supplier<Kernel> kernels(List<Shape> inputs) {
    Supplier<Slope> slopes = solve.slopes(true, true);
    return () -> kernel(inputs, slopes.get());
  }

  private Kernel kernel(List<Shape> inputs, Slope slope) {
    int n = inputs.get(1).count();
    int seen = inputs.get(0).count();
    Accuracy accuracy = solve.accuracy();
    Integration integration = new Integration(accuracy, slope, n);
    Tape tape = new Tape(n, accuracy.tableau().stages(), seen - 1);
    double[] states = new double[seen * n];
    double[] lambda = new double[n];
    return (in, out) -> {
      slope.begin(in, 2);
      if (integration.run(in[0], in[1], states, tape)) {
        tape.back(integration.step(), in[in.length - 1], lambda);
        System.arraycopy(lambda, 0, out, 0, n);
        slope.sums(out, n);
      } else {
        Arrays.fill(out, Double.NaN);
      }
    };
  }

  /**
   * ⟨v, sensitivities⟩ = ⟨w, ẏ⟩ with ẏ the derivative of the states along v: linear in w, and in
   * the others the adjoint of the equation of y and ẏ.
   */
  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    List<Tensor> own = inputs.subList(0, inputs.size() - 1);
    Tensor weights = inputs.getLast();
    List<Tensor> operands = new ArrayList<>(own);
    operands.set(1, Tensor.stack(0, own.get(1), part(1, own, adjoint)));
    for (int i = 2; i < own.size(); i++) {
      operands.add(part(i, own, adjoint));
    }
    OdeSolve both = solve.augmented();
    Tensor states = both.on(operands.toArray(Tensor[]::new));
    Tensor moved = states.slice(1, 1, 2).reshape(weights.shape());
    if (operand == own.size()) {
      return moved;
    }
    Tensor only = Tensor.stack(1, Tensor.zeros(weights.shape()), weights);
    Tensor sensitivity = both.vjp(operand, operands, states, only);
    return operand == 1 ? sensitivity.get(0) : sensitivity;
  }
}
