package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation on tensors with one result: a shape rule, a loop and a gradient rule. Primitives are
 * values: equal primitives on equal inputs give equal results, bit for bit. The families supply
 * what their members share.
 */
public sealed interface Primitive
    permits Elementwise,
        Reduction,
        Running,
        View,
        Assembly,
        Indexed,
        Contraction,
        MatrixFunction,
        Random,
        Scan,
        Branch,
        Until {

  /** The name in graphs and messages. */
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /** The shape of the result; a sentence where the inputs do not fit. */
  Shape shape(List<Shape> inputs);

  /** The loop for inputs of the given shapes. */
  Kernel kernel(List<Shape> inputs);

  /**
   * The vector–Jacobian product: what {@code adjoint}, the sensitivity of a scalar to the output,
   * contributes to the sensitivity to input number {@code operand}; null where the result does not
   * vary with that input or is piecewise constant in it.
   */
  @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint);

  /** The result on dense inputs. */
  default Dense evaluate(List<Dense> inputs) {
    List<Shape> shapes = inputs.stream().map(Dense::shape).toList();
    Shape shape = shape(shapes);
    double[] output = new double[shape.count()];
    double[][] arrays = inputs.stream().map(Dense::rowMajorArray).toArray(double[][]::new);
    kernel(shapes).run(arrays, output);
    return new Dense(output, shape);
  }

  /**
   * Applies the primitive: at once to dense inputs; otherwise the result is a node, with a value if
   * all inputs have one.
   */
  default Tensor on(Tensor... inputs) {
    List<Dense> values = new ArrayList<>(inputs.length);
    boolean symbolic = false;
    for (Tensor input : inputs) {
      symbolic |= input instanceof Symbolic;
      Dense value =
          switch (input) {
            case Dense dense -> dense;
            case Symbolic node -> node.value();
          };
      if (value != null) {
        values.add(value);
      }
    }
    Dense value = values.size() == inputs.length ? evaluate(values) : null;
    if (!symbolic && value != null) {
      return value;
    }
    List<Tensor> operands = List.of(inputs);
    return new Symbolic.Apply(
        this, operands, shape(operands.stream().map(Tensor::shape).toList()), value);
  }
}
