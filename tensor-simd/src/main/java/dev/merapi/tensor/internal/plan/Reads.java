package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.plan.Elements.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a line needs: element by element in step with its own loop, or complete before the
 * loop begins.
 *
 * @param inStep lines read at the place where the loop stands
 * @param complete lines read anywhere
 */
record Reads(Set<Integer> inStep, Set<Integer> complete) {

  static Reads of(Graph graph, Kinds kinds, int line) {
    Reads reads = new Reads(new HashSet<>(), new HashSet<>());
    if (graph.equations().get(line) instanceof Equation.Apply apply) {
      switch (kinds.of(line)) {
        case Kind.Given given -> {}
        case Kind.Alias alias -> {}
        case Kind.Whole whole -> apply.inputs().forEach(input -> reads.whole(graph, kinds, input));
        case Kind.Scalar scalar -> reads.runs(graph, kinds, apply, 1);
        case Kind.Tile(int length) -> reads.runs(graph, kinds, apply, length);
      }
    }
    return reads;
  }

  /** A whole array is needed; that of an alias is the array of the line behind it. */
  private void whole(Graph graph, Kinds kinds, int line) {
    int source = line;
    while (kinds.of(source) instanceof Kind.Alias
        && graph.equations().get(source) instanceof Equation.Apply apply) {
      source = apply.inputs().getFirst();
    }
    complete.add(source);
    complete.add(line);
  }

  private void runs(Graph graph, Kinds kinds, Equation.Apply apply, int length) {
    Operands operands = kinds.operands();
    List<Integer> inputs = apply.inputs();
    switch (apply.primitive()) {
      case Elementwise elementwise -> {
        for (int row = 0; row < apply.shape().count() / length; row++) {
          add(operands.elementwise(apply, row, length), length);
        }
      }
      case Gather gather -> {
        whole(graph, kinds, inputs.get(0));
        rows(operands, inputs.get(1), length);
      }
      case ScatterAdd scatter -> inputs.forEach(input -> rows(operands, input, length));
      case MatMul _, MatrixFunction _ when length == 1 ->
          inputs.forEach(input -> rows(operands, input, length));
      case MatMul product -> {
        whole(graph, kinds, inputs.get(0));
        if (product.transposeLeft()) {
          rows(operands, inputs.get(1), length);
        } else {
          whole(graph, kinds, inputs.get(1));
        }
      }
      default -> {
        Shape input = operands.shape(inputs.getFirst());
        if (Kinds.isOneRow(apply, input, length)) {
          rows(operands, inputs.getFirst(), length);
        } else {
          for (int row = 0; row < apply.shape().count() / length; row++) {
            add(operands.columns(apply, row, length), length);
          }
        }
      }
    }
  }

  private void rows(Operands operands, int line, int length) {
    for (int row = 0; row < operands.shape(line).count() / length; row++) {
      Source source = operands.resolve(line, row * length, length);
      add(source == null ? null : List.of(source), length);
    }
  }

  private void add(@Nullable List<Source> sources, int length) {
    if (sources == null) {
      throw new IllegalStateException("A line was planned along runs that cannot be read");
    }
    for (Source source : sources) {
      if (source.line() >= 0) {
        boolean aligned = length == 1 || (source.step() == 1 && source.position() % length == 0);
        (aligned ? inStep : complete).add(source.line());
      }
    }
  }
}
