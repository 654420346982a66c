package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * The shared gradient of {@link Max} and {@link Min}: the adjoint in equal parts to the elements
 * that attain the value.
 */
sealed interface Extremum extends Reduction permits Max, Min {
  @Override
  default Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    Tensor attained = x.eq(output.reshape(axes().keep(x.shape())));
    Tensor ties = new Sum(axes()).on(attained);
    return attained.times(adjoint.div(ties).reshape(axes().keep(x.shape())));
  }
}
