package dev.merapi.distributions.definition;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.function.Function;

/** The batch shape and the event shape that a law will have. */
public record LawShapes(Shape batch, Shape event) {

  /**
   * The shapes of a law from those of its parameters alone: the law is built of parameters without
   * numbers. A law that needs the numbers themselves, as a size, says so.
   */
  public static LawShapes of(Function<Tensor[], Distribution> law, Shape... parameters) {
    Tensor[] unknown = new Tensor[parameters.length];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = Symbolic.Input.of("parameter " + i, parameters[i]);
    }
    Distribution built = law.apply(unknown);
    return new LawShapes(built.batchShape(), built.eventShape());
  }
}
