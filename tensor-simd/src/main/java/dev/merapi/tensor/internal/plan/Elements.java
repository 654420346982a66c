package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.base.Layout;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows elements of views, joins and embeddings to the line that computes them. Positions count
 * in row-major order.
 */
final class Elements {
  /**
   * An element (step 0), or the first of a run of neighbours (step 1), of a line; line −1 is the
   * number zero.
   */
  record Source(int line, int position, int step) {
    static final Source ZERO = new Source(-1, 0, 0);
  }

  private final Graph graph;

  Elements(Graph graph) {
    this.graph = graph;
  }

  /**
   * One step back from a run of {@code length} elements that starts at {@code position}: the same
   * elements in the input of a view, join or embedding; null where they are not neighbours there,
   * or the line computes something.
   */
  @Nullable Source back(int line, int position, int length) {
    if (!(graph.equations().get(line) instanceof Equation.Apply apply)) {
      return null;
    }
    return switch (apply.primitive()) {
      case Reshape reshape -> new Source(apply.inputs().getFirst(), position, length > 1 ? 1 : 0);
      case View view -> view(apply, view, position, length);
      case Concat(int axis) -> joined(apply, axis, position, length);
      case Embed embed -> embedded(apply, embed, position, length);
      default -> null;
    };
  }

  private Shape shape(int line) {
    return graph.equations().get(line).shape();
  }

  private @Nullable Source view(Equation.Apply apply, View view, int position, int length) {
    int input = apply.inputs().getFirst();
    Layout layout = view.layout(Layout.rowMajor(shape(input).toArray()));
    if (layout == null) {
      return null;
    }
    int first = position(layout, position);
    if (length == 1) {
      return new Source(input, first, 0);
    }
    int step = position(layout, position + 1) - first;
    boolean even = step == 0 || step == 1;
    return even && isEven(layout, step, length) ? new Source(input, first, step) : null;
  }

  /** Whether all axes that a run of {@code length} elements crosses continue at the same step. */
  private static boolean isEven(Layout layout, int step, int length) {
    int inner = 1;
    for (int axis = layout.rank() - 1; axis >= 0 && inner < length; axis--) {
      int size = layout.size(axis);
      if (size > 1 && layout.stride(axis) != step * inner) {
        return false;
      }
      inner *= size;
    }
    return true;
  }

  private static int position(Layout layout, int rowMajor) {
    int rest = rowMajor;
    int position = layout.offset();
    for (int axis = layout.rank() - 1; axis >= 0; axis--) {
      int size = layout.size(axis);
      position += rest % size * layout.stride(axis);
      rest /= size;
    }
    return position;
  }

  private @Nullable Source joined(Equation.Apply apply, int axis, int position, int length) {
    int row = apply.shape().takeRight(-axis).count();
    int within = position % row;
    List<Integer> parts = apply.inputs();
    for (int part : parts) {
      int size = shape(part).takeRight(-axis).count();
      if (within < size) {
        return within + length <= size
            ? new Source(part, position / row * size + within, length > 1 ? 1 : 0)
            : null;
      }
      within -= size;
    }
    return null;
  }

  private @Nullable Source embedded(Equation.Apply apply, Embed embed, int position, int length) {
    int width = apply.shape().takeRight(-1 - embed.axis()).count();
    if (position % width + length > width) {
      return null;
    }
    int input = apply.inputs().getFirst();
    int outer = position / (width * embed.total());
    int along = position / width % embed.total() - embed.start();
    int index = along / embed.step();
    int size = shape(input).size(embed.axis());
    if (along % embed.step() != 0 || index < 0 || index >= size) {
      return Source.ZERO;
    }
    return new Source(input, (outer * size + index) * width + position % width, length > 1 ? 1 : 0);
  }
}
