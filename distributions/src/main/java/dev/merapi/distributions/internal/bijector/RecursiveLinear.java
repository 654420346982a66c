package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.internal.network.Layer;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Steps become states: yₜ = A yₜ₋₁ + xₜ with y₋₁ = 0, for sequences [T, n] and a {@code transition}
 * matrix A [.., n, n]; ln |det| = 0. Forward is a loop, the inverse is one pass.
 */
public record RecursiveLinear(Tensor transition) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realMatrix();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realMatrix();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor steps = x.moveAxis(-2, 0);
    Shape state = Shape.broadcast(steps.shape().dropLeft(1), transition.shape().dropRight(1));
    Loop.State states =
        Loop.scan(
            List.of(Tensor.zeros(state)),
            List.of(steps),
            (carry, step) -> {
              Tensor next = Layer.product(carry.getFirst(), transition).plus(step.getFirst());
              return new Loop.State(List.of(next), List.of(next));
            });
    return states.outputs().getFirst().moveAxis(0, -2);
  }

  @Override
  public Tensor inverse(Tensor y) {
    int steps = y.size(-2);
    Tensor before = y.pad(-2, 1, 0).slice(-2, 0, steps);
    return y.minus(before.matmul(transition.transpose()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(2));
  }

  @Override
  public Shape forwardShape(Shape x) {
    Shape batch = Shape.broadcast(x.dropRight(2), transition.shape().dropRight(2));
    return batch.append(x.takeRight(2));
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
