package dev.merapi.distributions.constraint;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Vectors whose consecutive parts each have a constraint of their own: part i has {@code
 * lengths[i]} elements, which are numbers of {@code parts[i]} or one vector of it.
 */
public record Joined(List<Constraint> parts, List<Integer> lengths) implements Constraint {
  /** Copies the lists. */
  public Joined {
    parts = List.copyOf(parts);
    lengths = List.copyOf(lengths);
    if (parts.isEmpty() || parts.size() != lengths.size()) {
      throw new ArgumentException(
          "Joined wants a length for each part, and at least one, but there are %d parts and %d lengths"
              .formatted(parts.size(), lengths.size()));
    }
    if (lengths.stream().anyMatch(length -> length < 0)) {
      throw new ArgumentException("Joined: a length cannot be negative, but they are " + lengths);
    }
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return parts.stream().allMatch(Constraint::isDiscrete);
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor result = Tensor.scalar(1);
    int start = 0;
    for (int i = 0; i < parts.size(); i++) {
      int end = start + lengths.get(i);
      Tensor inside = parts.get(i).check(value.slice(-1, start, end));
      result = result.and(parts.get(i).eventDim() == 0 ? inside.min(-1) : inside);
      start = end;
    }
    return result;
  }

  @Override
  public String describe() {
    return "a vector whose parts are "
        + IntStream.range(0, parts.size())
            .mapToObj(i -> lengths.get(i) + " × " + parts.get(i).describe())
            .collect(Collectors.joining("; "));
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.concat(
        -1,
        IntStream.range(0, parts.size())
            .mapToObj(
                i -> {
                  Shape part = Shape.of(lengths.get(i));
                  return parts.get(i).interior(part).expand(part);
                })
            .toArray(Tensor[]::new));
  }
}
