package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every primitive obeys, quantified over the registry and over random operands. */
final class PrimitiveLaws {
  private static final int TRIES = 1500;
  private static final int COMPILATIONS = 400;
  private static final double STEP = 1e-5;

  @Provide
  Arbitrary<Specimen> specimens() {
    return Arbitraries.of(Primitives.all());
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void theShapeRuleGivesTheShapeOfTheResult(
      @ForAll("specimens") Specimen specimen, @ForAll long seed) {
    List<Dense> operands = new Operands(seed).of(specimen);
    Primitive primitive = specimen.primitive();
    Shape expected =
        primitive.shape(specimen.operands().stream().map(Specimen.Operand::shape).toList());
    assertEquals(expected, primitive.evaluate(operands).shape());
    Symbolic.Input[] inputs = inputs(operands);
    assertEquals(expected, primitive.on(inputs).shape());
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void theInterpreterGivesTheBitsOfTheEagerResult(
      @ForAll("specimens") Specimen specimen, @ForAll long seed) {
    List<Dense> operands = new Operands(seed).of(specimen);
    Dense eager = specimen.primitive().evaluate(operands);
    Symbolic.Input[] inputs = inputs(operands);
    Graph graph = Graph.of(List.of(inputs), List.of(specimen.primitive().on(inputs)));
    double[][] results = {new double[eager.shape().count()]};
    Interpreter interpreter = Interpreter.of(graph);
    double[][] arguments = operands.stream().map(Dense::toArray).toArray(double[][]::new);
    interpreter.run(arguments, results);
    assertEquals(eager, new Dense(results[0].clone(), eager.shape()));
    interpreter.run(arguments, results);
    assertEquals(
        eager, new Dense(results[0], eager.shape()), "A second run differs from the first");
  }

  @Property(tries = COMPILATIONS, edgeCases = EdgeCasesMode.NONE)
  void generatedCodeGivesTheBitsOfTheInterpreter(
      @ForAll("specimens") Specimen specimen, @ForAll long seed) {
    Operands draw = new Operands(seed);
    List<Dense> operands = draw.of(specimen);
    List<Symbolic.Input> inputs = List.of(inputs(operands));
    Tensor value = specimen.primitive().on(inputs.toArray(Tensor[]::new));
    Dense weights = draw.uniform(value.shape(), -1, 1);
    List<Tensor> outputs = new ArrayList<>(Gradient.of(value.times(weights).sum(), inputs));
    outputs.add(value);
    Graph graph = Graph.of(inputs, outputs);
    double[][] arguments = operands.stream().map(Dense::toArray).toArray(double[][]::new);
    double[][] interpreted = arrays(outputs);
    double[][] compiled = arrays(outputs);
    Interpreter.of(graph).run(arguments, interpreted);
    Compiled.of(graph).run(arguments, compiled);
    for (int i = 0; i < interpreted.length; i++) {
      assertArrayEquals(interpreted[i], compiled[i]);
    }
  }

  private static double[][] arrays(List<Tensor> tensors) {
    return tensors.stream().map(x -> new double[x.shape().count()]).toArray(double[][]::new);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void viewsGiveTheBitsOfCopies(@ForAll("specimens") Specimen specimen, @ForAll long seed) {
    List<Dense> operands = new Operands(seed).of(specimen);
    List<Dense> views = operands.stream().map(PrimitiveLaws::asView).toList();
    assertEquals(specimen.primitive().evaluate(operands), specimen.primitive().evaluate(views));
  }

  /**
   * The same tensor as every second element, backwards, of a larger array with its axes in the
   * opposite order.
   */
  private static Dense asView(Dense tensor) {
    int rank = tensor.rank();
    int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    Tensor copy =
        Tensor.of(tensor.permute(reversed).toArray(), tensor.permute(reversed).shape())
            .permute(reversed);
    if (rank == 0 || tensor.size(0) == 0) {
      return copy.dense();
    }
    int n = tensor.size(0);
    return new Embed(-rank, 2 * n - 1, -2, 2 * n).on(copy).slice(0, 2 * n - 1, n, -2).dense();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void broadcastingIsExpanding(@ForAll("specimens") Specimen specimen, @ForAll long seed) {
    if (specimen.primitive() instanceof Elementwise function) {
      List<Dense> operands = new Operands(seed).of(specimen);
      Shape shape = function.shape(operands.stream().map(Dense::shape).toList());
      List<Dense> expanded =
          operands.stream().map(x -> new Dense(x.expand(shape).toArray(), shape)).toList();
      assertEquals(function.evaluate(expanded), function.evaluate(operands));
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void gradientsAreCentralDifferences(@ForAll("specimens") Specimen specimen, @ForAll long seed) {
    Operands draw = new Operands(seed);
    List<Dense> operands = draw.of(specimen);
    Dense weights = draw.uniform(specimen.primitive().evaluate(operands).shape(), -1, 1);
    List<Dense> directions = specimen.operands().stream().map(draw::direction).toList();
    requireSlope(
        x -> specimen.primitive().on(x.toArray(Tensor[]::new)).times(weights).sum(),
        operands,
        directions,
        1e-6);
  }

  @Property(tries = TRIES / 3, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfGradientsAreCentralDifferences(
      @ForAll("specimens") Specimen specimen, @ForAll long seed) {
    Operands draw = new Operands(seed);
    List<Dense> operands = draw.of(specimen);
    Dense weights = draw.uniform(specimen.primitive().evaluate(operands).shape(), -1, 1);
    List<Dense> mixture = operands.stream().map(x -> draw.uniform(x.shape(), -1, 1)).toList();
    List<Dense> directions = specimen.operands().stream().map(draw::direction).toList();
    Function slope =
        x -> {
          Tensor value = specimen.primitive().on(x.toArray(Tensor[]::new)).times(weights).sum();
          List<Tensor> gradients = Gradient.of(value, x);
          Tensor total = Tensor.scalar(0);
          for (int i = 0; i < x.size(); i++) {
            total = total.plus(gradients.get(i).times(mixture.get(i)).sum());
          }
          return total;
        };
    requireSlope(slope, operands, directions, 1e-5);
  }

  /** A function of several tensors with one number as its result. */
  private interface Function {
    Tensor of(List<? extends Tensor> operands);
  }

  /**
   * The derivative along the directions, by graph, is the central difference, extrapolated from two
   * steps. Across a jump or near a pole the two differ widely, and so much is allowed.
   */
  private static void requireSlope(
      Function function, List<Dense> operands, List<Dense> directions, double tolerance) {
    List<Symbolic.Input> inputs = List.of(inputs(operands));
    List<Tensor> gradients = Gradient.of(function.of(inputs), inputs);
    Tensor total = Tensor.scalar(0);
    for (int i = 0; i < inputs.size(); i++) {
      assertEquals(inputs.get(i).shape(), gradients.get(i).shape());
      total = total.plus(gradients.get(i).times(directions.get(i)).sum());
    }
    Graph value = Graph.of(inputs, List.of(function.of(inputs)));
    double slope = Graph.of(inputs, List.of(total)).apply(operands).getFirst().item();
    double near = difference(value, operands, directions, STEP);
    double far = difference(value, operands, directions, 2 * STEP);
    double size = Math.abs(value.apply(operands).getFirst().item());
    double allowed = tolerance * (1 + Math.abs(slope) + size) + 4 * Math.abs(far - near);
    assertTrue(
        Math.abs((4 * near - far) / 3 - slope) <= allowed,
        () -> "The graph gives %s, differences give %s and %s".formatted(slope, near, far));
  }

  private static double difference(
      Graph value, List<Dense> operands, List<Dense> directions, double step) {
    double up = value.apply(moved(operands, directions, step)).getFirst().item();
    double down = value.apply(moved(operands, directions, -step)).getFirst().item();
    return (up - down) / (2 * step);
  }

  private static List<Tensor> moved(List<Dense> operands, List<Dense> directions, double step) {
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      moved.add(operands.get(i).plus(directions.get(i).times(step)));
    }
    return moved;
  }

  private static Symbolic.Input[] inputs(List<Dense> operands) {
    return IntStream.range(0, operands.size())
        .mapToObj(i -> Symbolic.Input.of("x" + i, operands.get(i).shape()))
        .toArray(Symbolic.Input[]::new);
  }
}
