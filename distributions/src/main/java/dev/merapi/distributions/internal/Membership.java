package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;

/**
 * What is known of a tensor that was made to lie in a set, as the values of a bijector onto it are:
 * the set, and the bounds of each number.
 */
public record Membership(Constraint set, Bounds bounds) implements Symbolic.Promise {

  /** Notes at the node of a value, if it has one, that it lies in a set. */
  public static void note(Tensor value, Constraint set) {
    if (value instanceof Symbolic node && !(node.promise() instanceof Membership)) {
      node.promise(new Membership(set, EachNumber.of(set)));
    }
  }
}
