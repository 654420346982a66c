package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.plan.Elements.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A graph as operations on numbers alone, without an array for any of its lines: what a loop can
 * have as its body.
 *
 * @param operations in the order in which they run; they read elements of inputs, of which line i
 *     is input i, and of constants
 * @param results where each element of each output is found, row-major
 */
public record StraightLine(List<Operation> operations, List<List<Ref>> results) {
  /** Everything of up to this many elements, and sums of up to this many. */
  private static final Unrolling UNROLLING = new Unrolling(128, 128);

  /** A form over copies of the lists. */
  public StraightLine {
    operations = List.copyOf(operations);
    results = List.copyOf(results);
  }

  /** That form of a graph; empty where a line wants a loop, a kernel or an array. */
  public static Optional<StraightLine> of(Graph graph) {
    int lines = graph.equations().size();
    Kinds kinds = Kinds.withoutArrays(graph, UNROLLING);
    List<Integer> computed = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      switch (kinds.of(line)) {
        case Kind.Whole _, Kind.Tile _ -> {
          return Optional.empty();
        }
        case Kind.Scalar _ -> {
          if (kinds.isInArray(line)) {
            return Optional.empty();
          }
          computed.add(line);
        }
        case Kind.Given _, Kind.Alias _ -> {}
      }
    }
    Lowering lowering = new Lowering(graph, kinds, new boolean[lines]);
    List<Operation> operations = new ArrayList<>();
    for (Operation operation : lowering.operations(computed, 1)) {
      operations.add(
          operation instanceof Operation.Load(int id, int table, int size, Ref position)
              ? new Operation.Load(id, given(graph, table), size, position)
              : operation);
    }
    List<List<Ref>> results = new ArrayList<>();
    for (int output : graph.outputs()) {
      List<Ref> elements = new ArrayList<>();
      for (int i = 0; i < graph.equations().get(output).shape().count(); i++) {
        Source source = kinds.operands().resolve(output, i, 1);
        if (source == null) {
          return Optional.empty();
        }
        elements.add(lowering.ref(source));
      }
      results.add(elements);
    }
    return Optional.of(new StraightLine(operations, results));
  }

  /** The line behind reshapes. */
  private static int given(Graph graph, int line) {
    int source = line;
    while (graph.equations().get(source) instanceof Equation.Apply apply
        && apply.primitive() instanceof Reshape) {
      source = apply.inputs().getFirst();
    }
    return source;
  }
}
