package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.internal.SumRight;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Consecutive parts of a vector, each through a bijector of its own: part i of y has {@code
 * lengths[i]} elements, which are numbers or one vector of its codomain.
 */
public record Joined(List<Bijector> parts, List<Integer> lengths) implements Bijector {
  /** Copies the lists. */
  public Joined {
    parts = List.copyOf(parts);
    lengths = List.copyOf(lengths);
  }

  @Override
  public Constraint domain() {
    List<Constraint> domains = parts.stream().map(Bijector::domain).toList();
    return domains.stream()
            .allMatch(d -> Constraints.independent(new Real(), d.eventDim()).equals(d))
        ? Constraints.realVector()
        : new dev.merapi.distributions.constraint.Joined(domains, inverseLengths());
  }

  @Override
  public Constraint codomain() {
    return new dev.merapi.distributions.constraint.Joined(
        parts.stream().map(Bijector::codomain).toList(), lengths);
  }

  @Override
  public Tensor forward(Tensor x) {
    return each(x, inverseLengths(), Bijector::forward);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return each(y, lengths, Bijector::inverse);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor total = Tensor.scalar(0);
    int fromX = 0;
    int fromY = 0;
    for (int i = 0; i < parts.size(); i++) {
      int toX = fromX + inverseLengths().get(i);
      int toY = fromY + lengths.get(i);
      Tensor partX = x.slice(-1, fromX, toX);
      Tensor term = parts.get(i).logAbsDetJacobian(partX, y.slice(-1, fromY, toY));
      int eventDim = parts.get(i).domain().eventDim();
      total = total.plus(SumRight.of(term, partX.shape(), eventDim, 1 - eventDim));
      fromX = toX;
      fromY = toY;
    }
    return total;
  }

  private static Tensor slice(Tensor whole, int from, int length) {
    return whole.slice(-1, from, from + length);
  }

  private Tensor each(Tensor whole, List<Integer> sizes, BiFunction<Bijector, Tensor, Tensor> map) {
    List<Tensor> mapped = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < parts.size(); i++) {
      mapped.add(map.apply(parts.get(i), slice(whole, from, sizes.get(i))));
      from += sizes.get(i);
    }
    return Tensor.concat(-1, mapped.toArray(Tensor[]::new));
  }

  private List<Integer> inverseLengths() {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      result.add(parts.get(i).inverseShape(Shape.of(lengths.get(i))).size(-1));
    }
    return result;
  }

  @Override
  public Shape forwardShape(Shape x) {
    return x.with(-1, lengths.stream().mapToInt(Integer::intValue).sum());
  }

  @Override
  public Shape inverseShape(Shape y) {
    return y.with(-1, inverseLengths().stream().mapToInt(Integer::intValue).sum());
  }
}
