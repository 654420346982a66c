package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Operation;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.internal.base.Storage;
import java.util.List;
import java.util.function.Supplier;

/**
 * An operation with one loop for inputs of given shapes. Primitives are values. The families supply
 * what their members share.
 */
public sealed interface Primitive extends Operation
    permits Elementwise,
        Reduction,
        Running,
        View,
        Assembly,
        Indexed,
        Contraction,
        MatrixFunction,
        Random,
        HigherOrder {

  @Override
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /** The loop for inputs of the given shapes. */
  Kernel kernel(List<Shape> inputs);

  /**
   * Loops for inputs of the given shapes, one for each thread, that share what it takes to make
   * them: for code that runs often. They give the bits of {@link #kernel}.
   */
  default Supplier<Kernel> kernels(List<Shape> inputs) {
    return () -> kernel(inputs);
  }

  @Override
  default Dense evaluate(List<Dense> inputs) {
    Shape[] each = new Shape[inputs.size()];
    double[][] arrays = new double[each.length][];
    for (int i = 0; i < each.length; i++) {
      each[i] = inputs.get(i).shape();
      arrays[i] = inputs.get(i).rowMajorArray();
    }
    List<Shape> shapes = List.of(each);
    Shape shape = shape(shapes);
    double[] output = room(shape.count());
    if (output.length > 0) {
      kernel(shapes).run(arrays, output);
    }
    return new Dense(output, shape);
  }

  /** An array of zeros; a sentence where memory for it cannot be had. */
  static double[] room(int n) {
    double[] room = Storage.room(n);
    if (room == null) {
      throw new ArgumentException(Storage.refusal(n));
    }
    return room;
  }

  /** What a node computes; every operation is a primitive. */
  static Primitive of(Symbolic.Apply node) {
    return (Primitive) node.operation();
  }
}
