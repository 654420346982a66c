package dev.merapi.distributions.sequence.internal;

import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The parameters of a sequence as a loop over its steps reads them: what is the same for all steps
 * comes from outside of the loop, the rest is cut along its axis of steps.
 */
public final class StepReader {
  private final List<Tensor> sequences = new ArrayList<>();
  private final UnaryOperator<Tensor> order;

  /** All steps, in their order. */
  public StepReader() {
    this(UnaryOperator.identity());
  }

  /** Steps in another order, or not all: a function of a tensor whose first axis they are. */
  public StepReader(UnaryOperator<Tensor> order) {
    this.order = order;
  }

  /** One parameter at the step whose elements are given. */
  @FunctionalInterface
  public interface Part<P> {
    /** The parameter, if these are the elements of the step. */
    P at(List<? extends Tensor> elements);
  }

  /** What the loop runs over. */
  public List<Tensor> sequences() {
    return List.copyOf(sequences);
  }

  /** A tensor whose first axis is the steps that are read, in their order. */
  public Part<Tensor> sequence(Tensor steps) {
    int position = sequences.size();
    sequences.add(steps);
    return elements -> elements.get(position);
  }

  /** A parameter whose own axes are the last {@code axes}. */
  public Part<Tensor> tensor(Tensor parameter, int axes) {
    if (parameter.rank() <= axes) {
      return _ -> parameter;
    }
    int axis = -1 - axes;
    if (parameter.size(axis) == 1) {
      Tensor one = parameter.squeeze(axis);
      return _ -> one;
    }
    return sequence(order.apply(parameter.moveAxis(axis, 0)));
  }

  /** A noise. */
  public Part<MultivariateNormal> noise(MultivariateNormal noise) {
    Part<Tensor> loc = tensor(noise.loc(), 1);
    Part<Tensor> scaleTril = tensor(noise.scaleTril(), 2);
    Shape steps = noise.batchShape();
    Shape batch = steps.rank() == 0 ? steps : steps.dropRight(1);
    return elements ->
        Parameters.checked(
            () -> new MultivariateNormal(loc.at(elements), scaleTril.at(elements), batch));
  }
}
