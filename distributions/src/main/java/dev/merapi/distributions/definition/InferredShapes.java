package dev.merapi.distributions.definition;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.function.Function;

/** The batch shape and the event shape that a distribution will have. */
public record InferredShapes(Shape batch, Shape event) {

  /**
   * The shapes of a distribution from those of its parameters alone: the distribution is built of
   * parameters without numbers. A distribution that needs the numbers themselves, as a size, says
   * so.
   */
  public static InferredShapes of(
      Function<Tensor[], Distribution> distribution, Shape... parameters) {
    Tensor[] unknown = new Tensor[parameters.length];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = Symbolic.Input.of("parameter " + i, parameters[i]);
    }
    Distribution built = distribution.apply(unknown);
    return new InferredShapes(built.batchShape(), built.eventShape());
  }
}
