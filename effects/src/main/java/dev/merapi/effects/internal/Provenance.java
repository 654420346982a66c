package dev.merapi.effects.internal;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which inputs a tensor is computed from, read off its graph. What control flow reads from a number
 * is not seen.
 */
public final class Provenance {
  private Provenance() {}

  /**
   * The inputs behind the density of a distribution, at {@code value}, or at any value where there
   * is none.
   */
  public static Set<String> behind(Distribution distribution, Optional<Tensor> value) {
    Shape shape = distribution.shape(Shape.SCALAR);
    return inputs(
        distribution.logDensity(
            value.orElseGet(() -> distribution.support().interior(shape).expand(shape))));
  }

  /** The names of the inputs behind a tensor, in the order in which they are met. */
  public static Set<String> inputs(Tensor tensor) {
    Set<String> names = new LinkedHashSet<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>();
    open.push(tensor);
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      if (seen.add(node)) {
        switch (node) {
          case Dense _ -> {}
          case Symbolic.Input input -> names.add(input.name());
          case Symbolic.Apply apply -> apply.inputs().reversed().forEach(open::push);
        }
      }
    }
    return names;
  }
}
