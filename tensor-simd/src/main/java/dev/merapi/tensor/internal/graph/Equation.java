package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;

/** One line of a graph; lines are numbered from 0, and a line reads only lines before it. */
public sealed interface Equation {

  /** The shape of the line's value. */
  Shape shape();

  /** The value of input number {@code index}. */
  record Argument(int index, String name, Shape shape) implements Equation {}

  /** A known value. */
  record Constant(Dense value) implements Equation {
    @Override
    public Shape shape() {
      return value.shape();
    }
  }

  /** A primitive applied to earlier lines. */
  record Apply(Primitive primitive, List<Integer> inputs, Shape shape) implements Equation {
    public Apply {
      inputs = List.copyOf(inputs);
    }
  }
}
