package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** The elements of vectors in another order: yᵢ = x at {@code order[i]}; ln |det| = 0. */
public record Permute(List<Integer> order) implements Bijector {
  /** Copies the list, which must hold 0, …, n − 1 once each. */
  public Permute {
    order = List.copyOf(order);
    if (!order.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, order.size()).boxed().toList())) {
      throw new ArgumentException(
          "A permutation has each of 0 to %d once, but this is %s"
              .formatted(order.size() - 1, order));
    }
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.take(-1, Tensor.of(order.stream().mapToDouble(i -> i).toArray()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    double[] back = new double[order.size()];
    for (int i = 0; i < back.length; i++) {
      back[order.get(i)] = i;
    }
    return y.take(-1, Tensor.of(back));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(1));
  }
}
