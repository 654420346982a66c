package dev.merapi.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node of an expression graph computes: a shape rule, a meaning and a gradient rule. Equal
 * operations on equal inputs give equal results, bit for bit. All operations are Merapi's own
 * primitives; this is as much of them as expressions and gradients need to know.
 */
public interface Operation {

  /** The name in graphs and messages. */
  String name();

  /** The number of operands; −1 where any number will do. */
  default int operands() {
    return -1;
  }

  /**
   * The shape of the result.
   *
   * @throws ShapeException if the inputs do not fit
   */
  Shape shape(List<Shape> inputs);

  /** The result on numbers. */
  Dense evaluate(List<Dense> inputs);

  /**
   * The vector–Jacobian product: what {@code adjoint}, the sensitivity of a scalar to the output,
   * contributes to the sensitivity to input number {@code operand}; null where the result does not
   * vary with that input or is piecewise constant in it.
   */
  @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint);

  /**
   * Applies the operation: at once to dense inputs; otherwise the result is a node, with a value if
   * all inputs have one.
   *
   * @throws ShapeException if the inputs do not fit
   * @throws ArgumentException if there are more or fewer tensors than operands
   */
  default Tensor on(Tensor... inputs) {
    if (inputs.length == 0 || (operands() >= 0 && operands() != inputs.length)) {
      throw new ArgumentException(
          "%s has %s operands, but is given %d"
              .formatted(name(), operands() < 0 ? "some" : operands(), inputs.length));
    }
    List<Dense> values = new ArrayList<>(inputs.length);
    boolean symbolic = false;
    for (Tensor input : inputs) {
      symbolic |= input instanceof Symbolic;
      Dense value = input instanceof Symbolic node ? node.value() : (Dense) input;
      if (value != null) {
        values.add(value);
      }
    }
    Dense value = values.size() == inputs.length ? evaluate(values) : null;
    if (!symbolic && value != null) {
      return value;
    }
    Shape[] shapes = new Shape[inputs.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = inputs[i].shape();
    }
    return new Symbolic.Apply(this, List.of(inputs), shape(List.of(shapes)), value);
  }
}
