package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expressions for single positions of an expression: the position is pushed towards the inputs, so
 * that what is not read at it is not computed either. x[1:] − x[:−1] at position i is x[i + 1] −
 * x[i].
 *
 * <p>Law: {@code at(x, axis, i)} equals {@code x.slice(axis, i, i + 1)}.
 */
final class Position {
  /** Expressions deeper than this are cut where they are: the descent is recursive. */
  private static final int DEEPEST = 400;

  private record Place(Tensor node, int axis, int index) {
    @Override
    @SuppressWarnings("ReferenceEquality") // nodes have identity
    public boolean equals(Object other) {
      return other instanceof Place(Tensor n, int a, int i) && n == node && a == axis && i == index;
    }

    @Override
    public int hashCode() {
      return (System.identityHashCode(node) * 31 + axis) * 31 + index;
    }
  }

  private final Map<Place, Tensor> known = new HashMap<>();

  /** The part at one position of an axis, counted from the right, which gets size 1. */
  Tensor at(Tensor node, int axis, int index) {
    return at(node, axis, index, 0);
  }

  private Tensor at(Tensor node, int axis, int index, int depth) {
    if (axis < -node.rank() || node.size(axis) == 1) {
      return node;
    }
    Place place = new Place(node, axis, index);
    @Nullable Tensor before = known.get(place);
    if (before != null) {
      return before;
    }
    @Nullable Tensor part =
        node instanceof Symbolic.Apply apply && depth < DEEPEST
            ? pushed(apply, axis, index, depth + 1)
            : null;
    Tensor result = part == null ? node.slice(axis, index, index + 1) : part;
    known.put(place, result);
    return result;
  }

  /** The primitive on parts of its operands; null where it has no such parts. */
  private @Nullable Tensor pushed(Symbolic.Apply node, int axis, int i, int depth) {
    List<Tensor> x = node.inputs();
    Tensor first = x.getFirst();
    Shape one = node.shape().with(axis, 1);
    return switch (Primitive.of(node)) {
      case Elementwise function ->
          function.on(x.stream().map(y -> at(y, axis, i, depth)).toArray(Tensor[]::new));
      case Expand _ -> at(first, axis, i, depth).expand(one);
      case Permute(List<Integer> order) -> {
        int rank = order.size();
        Tensor part = at(first, order.get(axis + rank) - rank, i, depth);
        yield new Permute(order).on(part);
      }
      case Reshape(Shape target) ->
          reshaped(first, Regrouping.of(first.shape(), target), axis, i, depth);
      case Reduction reduction ->
          ((Primitive) reduction).on(at(first, before(reduction, axis), i, depth));
      case Slice slice ->
          slice.axis() == axis
              ? at(first, axis, slice.start() + i * slice.step(), depth)
              : slice.on(at(first, axis, i, depth));
      case Concat concat -> joined(concat, x, axis, i, depth);
      case Embed embed when embed.axis() != axis -> embed.on(at(first, axis, i, depth));
      case Gather gather -> rows(gather, first, x.get(1), axis, i, depth);
      case GatherAt cells -> cells(cells, x, axis, i, depth);
      case MatMul product -> product(product, first, x.get(1), axis, i, depth);
      default -> null;
    };
  }

  /** The axis of the operand that becomes an axis of the result. */
  private static int before(Reduction reduction, int axis) {
    int before = axis;
    for (int gone : reduction.axes().fromRight().reversed()) {
      before -= gone >= before ? 1 : 0;
    }
    return before;
  }

  private @Nullable Tensor reshaped(Tensor x, Regrouping groups, int axis, int i, int depth) {
    List<Integer> before = groups.before(axis);
    boolean alone = groups.blocks().stream().anyMatch(block -> block.after().equals(List.of(axis)));
    if (!alone) {
      return null;
    }
    Tensor part = x;
    int rest = i;
    for (int old : before) {
      int n = x.size(old);
      part = at(part, old, rest % n, depth);
      rest /= n;
    }
    return part.reshape(groups.to().with(axis, 1));
  }

  private Tensor joined(Concat concat, List<Tensor> parts, int axis, int i, int depth) {
    if (concat.axis() != axis) {
      return concat.on(parts.stream().map(y -> at(y, axis, i, depth)).toArray(Tensor[]::new));
    }
    int rest = i;
    for (Tensor part : parts) {
      if (rest < part.size(axis)) {
        return at(part, axis, rest, depth);
      }
      rest -= part.size(axis);
    }
    throw new IndexOutOfBoundsException(i);
  }

  private Tensor rows(Gather gather, Tensor table, Tensor positions, int axis, int i, int depth) {
    int width = table.rank() - 1;
    if (axis >= -width) {
      return gather.on(at(table, axis, i, depth), positions);
    }
    return row(gather, table, at(positions, axis + width, i, depth), depth);
  }

  /** Rows at positions; of a table of which only one is wanted, that row. */
  private Tensor row(Gather gather, Tensor table, Tensor positions, int depth) {
    if (positions instanceof Dense known && known.shape().count() == 1) {
      int number = (int) known.toArray()[0];
      Tensor row = at(table, -table.rank(), number, depth);
      return row.reshape(positions.shape().append(table.shape().dropLeft(1)));
    }
    return gather.on(table, positions);
  }

  private Tensor cells(GatherAt cells, List<Tensor> x, int axis, int i, int depth) {
    int kept = cells.kept();
    int chosen = x.size() - 1;
    List<Tensor> operands = new ArrayList<>();
    if (axis >= -kept) {
      operands.add(at(x.getFirst(), axis, i, depth));
      operands.addAll(x.subList(1, x.size()));
    } else {
      operands.add(at(x.getFirst(), axis - chosen, i, depth));
      x.subList(1, x.size()).forEach(p -> operands.add(at(p, axis + kept, i, depth)));
    }
    boolean single =
        operands.subList(1, operands.size()).stream()
            .allMatch(p -> p instanceof Dense && p.shape().count() == 1);
    return single ? cell(cells, operands, depth) : cells.on(operands.toArray(Tensor[]::new));
  }

  /** One known cell of each row. */
  private Tensor cell(GatherAt cells, List<Tensor> operands, int depth) {
    int chosen = operands.size() - 1;
    Tensor part = operands.getFirst();
    for (int k = 0; k < chosen; k++) {
      int number = (int) operands.get(k + 1).dense().toArray()[0];
      part = at(part, k - chosen - cells.kept(), number, depth);
    }
    return part.reshape(cells.shape(operands.stream().map(Tensor::shape).toList()));
  }

  private Tensor product(MatMul product, Tensor a, Tensor b, int axis, int i, int depth) {
    Tensor left = a;
    Tensor right = b;
    if (axis == -2) {
      left = at(a, product.transposeLeft() ? -1 : -2, i, depth);
    } else if (axis == -1) {
      right = at(b, product.transposeRight() ? -2 : -1, i, depth);
    } else {
      left = at(a, axis, i, depth);
      right = at(b, axis, i, depth);
    }
    return product.on(left, right);
  }
}
