package dev.merapi.infer.internal.worlds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Every primitive, on operands that vary with enumerated variables, means in each world what it
 * means.
 */
class RuleLaws {
  private static final Limit LIMIT = Limit.joint(1 << 16);

  @Provide
  Arbitrary<Specimen> specimens() {
    return Arbitraries.of(Primitives.all());
  }

  /** An enumerated variable in {0, 1}, seen with a shape that broadcasts to that of an operand. */
  private record Variable(String name, Symbolic.Input input, List<Integer> dims, Shape shape) {
    Mapped mapped() {
      return Worlds.variable(name, Tensor.of(0, 1), shape, dims);
    }

    List<List<Integer>> elements() {
      List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
      for (int dim : dims) {
        List<List<Integer>> longer = new ArrayList<>();
        for (List<Integer> one : all) {
          for (int i = 0; i < shape.size(dim); i++) {
            List<Integer> next = new ArrayList<>(one);
            next.add(i);
            longer.add(next);
          }
        }
        all = longer;
      }
      return all;
    }
  }

  /** A variable that is each by itself along some axes of a shape. */
  private static Variable variable(String name, Shape of, List<Integer> axes) {
    int depth = axes.stream().mapToInt(axis -> -axis).max().orElse(0);
    Shape shape = Shape.SCALAR.padLeft(depth);
    for (int axis : axes) {
      shape = shape.with(axis, of.size(axis));
    }
    return new Variable(name, Symbolic.Input.of(name, shape), axes, shape);
  }

  private static boolean isMatrix(Specimen.Operand operand) {
    return operand.values() instanceof Specimen.Values.Definite
        || operand.values() instanceof Specimen.Values.Triangular;
  }

  private static List<Integer> axes(Specimen.Operand operand, Random random) {
    List<Integer> axes = new ArrayList<>();
    int first = isMatrix(operand) ? 3 : 1;
    for (int i = first; i <= operand.shape().rank(); i++) {
      if (operand.shape().size(-i) > 1 && random.nextInt(2) == 0 && axes.size() < 2) {
        axes.add(-i);
      }
    }
    return axes;
  }

  @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
  void aPrimitiveInEachWorldIsThePrimitive(
      @ForAll("specimens") Specimen specimen, @ForAll long seed) {
    Random random = new Random(seed);
    List<Dense> zero = new Values(random).of(specimen);
    List<Dense> one = new Values(random).of(specimen);
    Map<Symbolic.Input, Mapped> inputs = new HashMap<>();
    List<Variable> variables = new ArrayList<>();
    List<Variable> ofOperand = new ArrayList<>();
    List<Tensor> operands = new ArrayList<>();
    int elements = 0;
    for (int k = 0; k < zero.size(); k++) {
      Specimen.Operand operand = specimen.operands().get(k);
      Shape shape = operand.shape();
      Variable chosen = variable("x" + k, shape, axes(operand, random));
      boolean again =
          !variables.isEmpty()
              && random.nextBoolean()
              && variables.getLast().shape().broadcastsTo(shape)
              && (!isMatrix(operand) || variables.getLast().dims().isEmpty());
      Variable variable = again ? variables.getLast() : chosen;
      if (!again) {
        if (elements + variable.elements().size() > 9 || random.nextInt(3) == 0) {
          operands.add(zero.get(k));
          ofOperand.add(null);
          continue;
        }
        elements += variable.elements().size();
        variables.add(variable);
        inputs.put(variable.input(), variable.mapped());
      }
      ofOperand.add(variable);
      operands.add(Tensor.where(variable.input(), one.get(k), zero.get(k)));
    }
    Assume.that(!variables.isEmpty());
    Primitive primitive = specimen.primitive();
    Tensor expression = primitive.on(operands.toArray(Tensor[]::new));
    Worlds worlds = new Worlds(inputs);
    Mapped found = worlds.of(expression, LIMIT);
    assertEquals(expression.shape(), found.shape());
    for (int world = 0; world < 1 << elements; world++) {
      Map<String, Map<List<Integer>, Integer>> values = new HashMap<>();
      Map<String, Dense> numbers = new HashMap<>();
      int rest = world;
      for (Variable variable : variables) {
        Map<List<Integer>, Integer> own = new HashMap<>();
        double[] dense = new double[variable.shape().count()];
        int next = 0;
        for (List<Integer> element : variable.elements()) {
          own.put(element, rest & 1);
          dense[next++] = rest & 1;
          rest >>= 1;
        }
        values.put(variable.name(), own);
        numbers.put(variable.name(), inOrder(variable, own));
      }
      Tensor[] known = new Tensor[operands.size()];
      for (int k = 0; k < known.length; k++) {
        Variable variable = ofOperand.get(k);
        known[k] =
            variable == null
                ? zero.get(k)
                : Tensor.where(numbers.get(variable.name()), one.get(k), zero.get(k));
      }
      double[] expected = primitive.on(known).toArray();
      assertArrayEquals(
          expected, new Assignment(values).of(found), 1e-9, () -> "" + found.hidden());
    }
  }

  /** The numbers of a variable with one value for each element. */
  private static Dense inOrder(Variable variable, Map<List<Integer>, Integer> own) {
    Shape shape = variable.shape();
    double[] numbers = new double[shape.count()];
    for (int cell = 0; cell < numbers.length; cell++) {
      List<Integer> element = new ArrayList<>();
      for (int dim : variable.dims()) {
        int right = shape.takeRight(-dim - 1).count();
        element.add(cell / right % shape.size(dim));
      }
      numbers[cell] = own.get(element);
    }
    return new Dense(numbers, shape);
  }

  @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
  void anExpressionAtAPositionIsASlice(@ForAll("specimens") Specimen specimen, @ForAll long seed) {
    Random random = new Random(seed);
    List<Dense> numbers = new Values(random).of(specimen);
    Tensor[] inputs =
        numbers.stream()
            .map(x -> random.nextInt(4) == 0 ? x : Symbolic.Input.recorded("x", x))
            .toArray(Tensor[]::new);
    Tensor value = specimen.primitive().on(inputs);
    for (int axis = -value.rank(); axis < 0; axis++) {
      int i = random.nextInt(value.size(axis));
      Tensor part = new Position().at(value, axis, i);
      assertEquals(value.shape().with(axis, 1), part.shape());
      assertArrayEquals(
          value.slice(axis, i, i + 1).dense().toArray(), part.dense().toArray(), 1e-12);
    }
  }
}
