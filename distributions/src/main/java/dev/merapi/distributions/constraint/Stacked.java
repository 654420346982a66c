package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Arrays whose slices along one axis, left of the events, each have a constraint of their own:
 * value [.., k, E..] for k {@code parts} with equally many axes an event.
 */
public record Stacked(List<Constraint> parts) implements Constraint {
  /** Copies the list. */
  public Stacked {
    parts = List.copyOf(parts);
    if (parts.stream().map(Constraint::eventDim).distinct().count() != 1) {
      throw new ShapeException(
          "The parts of a stack have equally many axes, but these are "
              + parts.stream().map(Constraint::describe).toList());
    }
  }

  /** A stack; one of equal parts is an independent axis. */
  public static Constraint of(List<Constraint> parts) {
    return parts.stream().distinct().count() == 1
        ? Constraints.independent(parts.getFirst(), 1)
        : new Stacked(parts);
  }

  @Override
  public int eventDim() {
    return 1 + parts.getFirst().eventDim();
  }

  @Override
  public boolean isDiscrete() {
    return parts.stream().allMatch(Constraint::isDiscrete);
  }

  @Override
  public Tensor check(Tensor value) {
    int axis = -eventDim();
    Tensor result = Tensor.scalar(1);
    for (int i = 0; i < parts.size(); i++) {
      result = result.and(parts.get(i).check(value.slice(axis, i, i + 1).squeeze(axis)));
    }
    return result;
  }

  @Override
  public String describe() {
    return "an array whose slices are "
        + parts.stream().map(Constraint::describe).collect(Collectors.joining("; "));
  }

  @Override
  public Tensor interior(Shape value) {
    Shape one = value.takeRight(eventDim() - 1);
    return Tensor.stack(
        0,
        IntStream.range(0, parts.size())
            .mapToObj(i -> parts.get(i).interior(one).expand(one))
            .toArray(Tensor[]::new));
  }
}
