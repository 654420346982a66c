package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Slices along an axis left of the events, each through a bijector of its own: [.., k, X..] → [..,
 * k, Y..] for k {@code parts} with events of one shape; ln |det| is the sum of theirs.
 */
public record Stacked(List<Bijector> parts) implements Bijector {
  /** Copies the list. */
  public Stacked {
    parts = List.copyOf(parts);
    if (parts.stream().map(part -> part.domain().eventDim()).distinct().count() != 1) {
      throw new ShapeException(
          "The bijectors of a stack work on events of equally many axes, but these are "
              + parts.stream().map(part -> part.domain().describe()).toList());
    }
  }

  @Override
  public Constraint domain() {
    return dev.merapi.distributions.constraint.Stacked.of(
        parts.stream().map(Bijector::domain).toList());
  }

  @Override
  public Constraint codomain() {
    return dev.merapi.distributions.constraint.Stacked.of(
        parts.stream().map(Bijector::codomain).toList());
  }

  @Override
  public Tensor forward(Tensor x) {
    int events = parts.getFirst().codomain().eventDim();
    return stack(events, i -> parts.get(i).forward(slice(x, domain().eventDim(), i)));
  }

  @Override
  public Tensor inverse(Tensor y) {
    int events = parts.getFirst().domain().eventDim();
    return stack(events, i -> parts.get(i).inverse(slice(y, codomain().eventDim(), i)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor total = Tensor.scalar(0);
    for (int i = 0; i < parts.size(); i++) {
      Tensor from = slice(x, domain().eventDim(), i);
      Tensor to = slice(y, codomain().eventDim(), i);
      total = total.plus(parts.get(i).logAbsDetJacobian(from, to));
    }
    return total;
  }

  private static Tensor slice(Tensor whole, int axis, int i) {
    return whole.slice(-axis, i, i + 1).squeeze(-axis);
  }

  private Tensor stack(int events, IntFunction<Tensor> part) {
    return Tensor.stack(
        -1 - events, IntStream.range(0, parts.size()).mapToObj(part).toArray(Tensor[]::new));
  }

  @Override
  public Shape forwardShape(Shape x) {
    int events = parts.getFirst().domain().eventDim();
    Shape one = x.dropRight(1 + events).append(x.takeRight(events));
    Shape to = parts.getFirst().forwardShape(one);
    return insert(to, parts.getFirst().codomain().eventDim());
  }

  @Override
  public Shape inverseShape(Shape y) {
    int events = parts.getFirst().codomain().eventDim();
    Shape one = y.dropRight(1 + events).append(y.takeRight(events));
    Shape from = parts.getFirst().inverseShape(one);
    return insert(from, parts.getFirst().domain().eventDim());
  }

  private Shape insert(Shape one, int events) {
    return one.dropRight(events).append(parts.size()).append(one.takeRight(events));
  }
}
