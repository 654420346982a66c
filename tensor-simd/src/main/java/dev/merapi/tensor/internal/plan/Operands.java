package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.plan.Elements.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a line reads, run by run: row {@code r} of a line computed along runs of length n is its
 * elements r · n to r · n + n − 1, and length 1 stands for straight-line code.
 */
final class Operands {
  private final Graph graph;
  private final Elements elements;
  private final IntPredicate isAlias;

  Operands(Graph graph, IntPredicate isAlias) {
    this.graph = graph;
    this.elements = new Elements(graph);
    this.isAlias = isAlias;
  }

  Shape shape(int line) {
    return graph.equations().get(line).shape();
  }

  /** Follows a run back through all aliases; null where it falls apart on the way. */
  @Nullable Source resolve(int line, int position, int length) {
    Source source = new Source(line, position, length > 1 ? 1 : 0);
    while (source.line() >= 0 && isAlias.test(source.line())) {
      int remaining = source.step() == 1 ? length : 1;
      source = elements.back(source.line(), source.position(), remaining);
      if (source == null) {
        return null;
      }
    }
    return source;
  }

  /**
   * What row {@code row} of an elementwise line reads from each operand; null where an operand is
   * neither a run nor a number there.
   */
  @Nullable List<Source> elementwise(Equation.Apply apply, int row, int length) {
    List<Source> sources = new ArrayList<>();
    for (int input : apply.inputs()) {
      Shape operand = shape(input);
      int position = broadcastPosition(apply.shape(), operand, row * length);
      int read = distinct(apply.shape(), operand, length);
      Source source = read == 0 ? null : resolve(input, position, read);
      if (source == null) {
        return null;
      }
      sources.add(source);
    }
    return sources;
  }

  /**
   * How many neighbours in an operand one run of the output reads: all of them, or one again and
   * again; 0 where it is neither.
   */
  private static int distinct(Shape output, Shape operand, int length) {
    boolean all = true;
    boolean one = true;
    int covered = 1;
    for (int i = 1; covered < length; i++) {
      int size = output.size(-i);
      all &= operand.sizeOr1(i) == size;
      one &= operand.sizeOr1(i) == 1;
      covered *= size;
    }
    return one ? 1 : all ? length : 0;
  }

  /** The position in an operand of what stands at {@code position} after broadcasting. */
  static int broadcastPosition(Shape output, Shape operand, int position) {
    int rest = position;
    int result = 0;
    int stride = 1;
    for (int i = 1; i <= output.rank(); i++) {
      int index = rest % output.size(-i);
      rest /= output.size(-i);
      if (operand.sizeOr1(i) != 1) {
        result += index * stride;
        stride *= operand.sizeOr1(i);
      }
    }
    return result;
  }

  /**
   * The rows that row {@code row} of a reduction over outer axes combines, in order; null where one
   * of them is no run, or the reduction is along the row.
   */
  @Nullable List<Source> columns(Equation.Apply apply, int row, int length) {
    Shape input = shape(apply.inputs().getFirst());
    List<Integer> axes = ((Reduction) apply.primitive()).axes().fromRight();
    int n = axes.stream().mapToInt(input::size).reduce(1, (a, b) -> a * b);
    int width = axes.isEmpty() ? 1 : input.takeRight(-1 - axes.getLast()).count();
    int outer = row * length / width;
    int within = row * length % width;
    if (within + length > width) {
      return null;
    }
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Source source = resolve(apply.inputs().getFirst(), (outer * n + i) * width + within, length);
      if (source == null) {
        return null;
      }
      sources.add(source);
    }
    return sources;
  }

  /**
   * Whether the rows of a line that is computed along runs of {@code length} can all be read as
   * such.
   */
  boolean areReadable(Equation.Apply apply, int length) {
    for (int row = 0; row < apply.shape().count() / length; row++) {
      List<Source> sources =
          apply.primitive() instanceof Elementwise
              ? elementwise(apply, row, length)
              : columns(apply, row, length);
      if (sources == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether all runs of a line resolve, each read from its start. */
  boolean areRuns(int line, int length) {
    for (int row = 0; row < shape(line).count() / length; row++) {
      if (resolve(line, row * length, length) == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether all runs of a line are neighbours in memory, and none is one number repeated. */
  boolean areNeighbours(int line, int length) {
    for (int row = 0; row < shape(line).count() / length; row++) {
      Source source = resolve(line, row * length, length);
      if (source == null || source.step() != 1) {
        return false;
      }
    }
    return true;
  }
}
