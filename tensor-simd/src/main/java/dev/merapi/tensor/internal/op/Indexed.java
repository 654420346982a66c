package dev.merapi.tensor.internal.op;

import java.util.List;

/** Elements chosen, or written to, by positions that are themselves data. */
public non-sealed interface Indexed extends Primitive {

  /**
   * For primitives whose operands have batch axes that broadcast, all of them being axes of the
   * last operand: how many axes on the right of each operand are not among them. Empty where a
   * primitive has no such rule.
   */
  default List<Integer> innerAxes() {
    return List.of();
  }
}
