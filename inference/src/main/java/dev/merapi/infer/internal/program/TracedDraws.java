package dev.merapi.infer.internal.program;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.graph.Mapped;
import dev.merapi.tensor.internal.simplify.Simplify;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Draws as a graph of a key and of given values, traced once and run for many keys: as many draws
 * side by side as fit into the cache, or one after the other where a primitive has no rule for
 * that. Draw i has the bits of the program under its key.
 */
final class TracedDraws {
  /** Elements of the largest line of a run. */
  private static final int ELEMENTS = 1 << 15;

  private final List<String> given;
  private final List<String> drawn;
  private final Graph graph;

  private TracedDraws(List<String> given, List<String> drawn, Graph graph) {
    this.given = given;
    this.drawn = drawn;
    this.graph = graph;
  }

  /** Traces what {@code program} draws, by name, for values of the shapes of an example. */
  static TracedDraws of(
      Map<String, ? extends Tensor> example,
      BiFunction<Key, Map<String, Tensor>, Map<String, Tensor>> program) {
    Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
    List<Symbolic.Input> inputs = new ArrayList<>(List.of(words));
    Map<String, Tensor> values = new LinkedHashMap<>();
    example.forEach(
        (name, value) -> {
          Symbolic.Input input = Symbolic.Input.of(name, value.shape());
          inputs.add(input);
          values.put(name, input);
        });
    Map<String, Tensor> draws = program.apply(Key.ofWords(words), values);
    Graph graph = Graph.of(inputs, List.copyOf(draws.values()));
    return new TracedDraws(
        List.copyOf(values.keySet()), List.copyOf(draws.keySet()), Simplify.keepingBits(graph));
  }

  /**
   * Draws 0 … n − 1, draw i under {@code key.fold(i)} and given values, some at a time and in
   * order: name → [some, R..].
   */
  void each(
      Key key,
      int n,
      IntFunction<? extends Map<String, Tensor>> values,
      Consumer<? super Map<String, Tensor>> receiver) {
    int side = Math.clamp(ELEMENTS / largest(), 1, n);
    Option<Graph> together = side > 1 ? Mapped.of(graph, side) : Option.none();
    int rows = together.isEmpty() ? 1 : side;
    Executor executor =
        together.<Executor>map(Interpreter::of).getOrElse(() -> new Compiler().start(graph));
    List<Shape> shapes =
        graph.outputs().stream().map(line -> graph.equations().get(line).shape()).toList();
    for (int from = 0; from < n; from += rows) {
      Executor now = executor.current();
      int size = Math.min(rows, n - from);
      for (int row = 0; row < size; row++) {
        write(now, row, key.fold(from + row).words(), values.apply(from + row));
      }
      now.run();
      Map<String, Tensor> block = new LinkedHashMap<>();
      for (int i = 0; i < drawn.size(); i++) {
        double[] numbers = Arrays.copyOf(now.result(i), size * shapes.get(i).count());
        block.put(drawn.get(i), new Dense(numbers, Shape.of(size).append(shapes.get(i))));
      }
      receiver.accept(block);
    }
  }

  private int largest() {
    return graph.equations().stream()
        .mapToInt(equation -> equation.shape().count())
        .reduce(1, Math::max);
  }

  private void write(Executor executor, int row, Tensor words, Map<String, Tensor> values) {
    copy(words, executor.argument(0), row);
    for (int i = 0; i < given.size(); i++) {
      copy(values.getOrDefault(given.get(i), Tensor.scalar(0)), executor.argument(i + 1), row);
    }
  }

  private static void copy(Tensor value, double[] argument, int row) {
    double[] numbers = value.dense().rowMajorArray();
    System.arraycopy(numbers, 0, argument, row * numbers.length, numbers.length);
  }
}
