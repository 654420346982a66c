package dev.merapi.infer.internal.form;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph as bytes: its inputs (name, shape), the lines behind those of the inputs, the lines of
 * its outputs. A line is a constant (1: shape, numbers; 2: shape and the number that all are) or a
 * primitive applied to earlier lines (3: primitive, numbers of lines). The shape of an applied
 * primitive is not written, since its rule gives it: no graph can be read whose shapes do not fit.
 *
 * <p>Law: what is read has the lines, and so the bits, of what was written.
 */
public final class GraphForm implements Codec<Graph> {
  /** The form has no parts. */
  public static final GraphForm INSTANCE = new GraphForm();

  private static final int CONSTANT = 1;
  private static final int UNIFORM = 2;
  private static final int APPLIED = 3;

  /** Graphs within graphs, as the bodies of loops: reading is recursive. */
  private static final int DEEPEST = 50;

  private GraphForm() {}

  @Override
  public void write(Graph graph, Encoder out) {
    out.writeInt(graph.inputs().size());
    for (Equation.Argument input : graph.inputs()) {
      out.writeText(input.name());
      PrimitiveForm.writeInts(input.shape().toArray(), out);
    }
    List<Equation> lines =
        graph.equations().subList(graph.inputs().size(), graph.equations().size());
    out.writeInt(lines.size());
    for (Equation line : lines) {
      switch (line) {
        case Equation.Argument argument ->
            throw new IllegalStateException("An input behind the inputs: " + argument);
        case Equation.Constant(Dense value) -> write(value, out);
        case Equation.Apply(Primitive primitive, List<Integer> inputs, _) -> {
          out.writeInt(APPLIED);
          PrimitiveForm.write(primitive, out);
          writeNumbers(inputs, out);
        }
      }
    }
    writeNumbers(graph.outputs(), out);
  }

  private static void writeNumbers(List<Integer> numbers, Encoder out) {
    PrimitiveForm.writeInts(numbers.stream().mapToInt(Integer::intValue).toArray(), out);
  }

  private static void write(Dense value, Encoder out) {
    double[] numbers = value.rowMajorArray();
    boolean uniform = numbers.length > 1;
    for (int i = 1; i < numbers.length && uniform; i++) {
      uniform = Double.doubleToRawLongBits(numbers[i]) == Double.doubleToRawLongBits(numbers[0]);
    }
    out.writeInt(uniform ? UNIFORM : CONSTANT);
    PrimitiveForm.writeInts(value.shape().toArray(), out);
    if (uniform) {
      out.writeDouble(numbers[0]);
    } else {
      out.writeDoubles(numbers);
    }
  }

  @Override
  public Graph read(Decoder in) {
    return read(in, 0);
  }

  static Graph read(Decoder in, int depth) {
    if (depth > DEEPEST) {
      throw new DamagedException("Graphs lie in graphs more than %d deep.".formatted(DEEPEST));
    }
    List<Equation.Argument> inputs = new ArrayList<>();
    int count = in.readCount(2 * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      inputs.add(new Equation.Argument(i, in.readText(), PrimitiveForm.shape(in)));
    }
    List<Equation> lines = new ArrayList<>(inputs);
    int more = in.readCount(2 * Integer.BYTES);
    for (int i = 0; i < more; i++) {
      lines.add(line(in, lines, depth));
    }
    List<Integer> outputs = numbers(in, lines.size());
    return new Graph(inputs, lines, outputs);
  }

  private static Equation line(Decoder in, List<Equation> before, int depth) {
    int kind = in.readInt();
    return switch (kind) {
      case CONSTANT -> {
        Shape shape = PrimitiveForm.shape(in);
        double[] numbers = in.readDoubles();
        if (numbers.length != shape.count()) {
          throw new DamagedException(
              "A constant of shape %s has %d numbers.".formatted(shape, numbers.length));
        }
        yield new Equation.Constant(new Dense(numbers, shape));
      }
      case UNIFORM -> {
        Shape shape = PrimitiveForm.shape(in);
        yield new Equation.Constant(Tensor.scalar(in.readDouble()).expand(shape).dense());
      }
      case APPLIED -> {
        Primitive primitive = PrimitiveForm.read(in, depth);
        List<Integer> inputs = numbers(in, before.size());
        yield new Equation.Apply(primitive, inputs, shape(primitive, inputs, before));
      }
      default -> throw new DamagedException("There is no line of kind %d.".formatted(kind));
    };
  }

  private static Shape shape(Primitive primitive, List<Integer> inputs, List<Equation> before) {
    List<Shape> shapes = inputs.stream().map(input -> before.get(input).shape()).toList();
    try {
      Shape shape = primitive.shape(shapes);
      var _ = shape.count();
      return shape;
    } catch (MerapiException
        | IndexOutOfBoundsException
        | ArithmeticException
        | IllegalArgumentException
        | IllegalStateException
        | NegativeArraySizeException
        | java.util.NoSuchElementException misfit) {
      throw new DamagedException(
          "Line %d applies %s to shapes %s, which do not fit."
              .formatted(before.size(), primitive, shapes),
          misfit);
    }
  }

  /** Numbers of lines that are there. */
  private static List<Integer> numbers(Decoder in, int lines) {
    List<Integer> numbers = PrimitiveForm.readInts(in);
    for (int number : numbers) {
      if (number < 0 || number >= lines) {
        throw new DamagedException(
            "Line %d is used, but there are %d lines before.".formatted(number, lines));
      }
    }
    return numbers;
  }
}
