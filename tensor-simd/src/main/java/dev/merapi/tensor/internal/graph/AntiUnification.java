package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.LeadingAxis.Operand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Slice;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The least general expression that n expressions are instances of (Plotkin, <em>A note on
 * inductive generalization</em>, Machine Intelligence 5, 1970), with its variables stacked along a
 * first axis: where all n are the same it is shared, where they are equal primitives it is that
 * primitive along the axis, and where they differ the n tensors are joined as they are.
 */
final class AntiUnification {
  /** Expressions deeper than this are joined where they are: the descent is recursive. */
  private static final int DEEPEST = 400;

  private final int n;
  private final IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();
  private final Map<List<Integer>, Operand> known = new HashMap<>();

  AntiUnification(int n) {
    this.n = n;
  }

  /** The n tensors, all of one shape, as one. */
  Operand of(List<Tensor> tensors) {
    return of(tensors, 0);
  }

  /** Corresponding nodes of all expressions as one. */
  private Operand of(List<Tensor> column, int depth) {
    List<Integer> objects = column.stream().map(this::number).toList();
    Operand seen = known.get(objects);
    if (seen != null) {
      return seen;
    }
    Tensor first = column.getFirst();
    boolean same = objects.stream().allMatch(objects.getFirst()::equals) || areEqual(column);
    Operand operand =
        same ? new Operand(first, false) : common(column, depth).getOrElse(() -> joined(column));
    known.put(objects, operand);
    return operand;
  }

  private int number(Tensor node) {
    return numbers.computeIfAbsent(node, _ -> numbers.size());
  }

  /** Whether all are the same numbers. */
  private static boolean areEqual(List<Tensor> column) {
    return column.getFirst() instanceof Dense first && column.stream().allMatch(first::equals);
  }

  private static Operand joined(List<Tensor> column) {
    return new Operand(Tensor.stack(0, column.toArray(Tensor[]::new)), true);
  }

  /** The primitive that all nodes of a column are, over what they are applied to. */
  private Option<Operand> common(List<Tensor> column, int depth) {
    if (depth == DEEPEST || !(column.getFirst() instanceof Symbolic.Apply first)) {
      return Option.none();
    }
    Primitive primitive = Signatures.anywhere(Primitive.of(first));
    List<Primitive> primitives = new ArrayList<>();
    for (Tensor node : column) {
      if (!(node instanceof Symbolic.Apply apply)
          || apply.inputs().size() != first.inputs().size()
          || !apply.shape().equals(first.shape())
          || !Signatures.anywhere(Primitive.of(apply)).equals(primitive)) {
        return Option.none();
      }
      primitives.add(Primitive.of(apply));
    }
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < first.inputs().size(); i++) {
      Option<Operand> operand = operand(column, i, depth);
      if (operand.isEmpty()) {
        return Option.none();
      }
      operands.add(operand.get());
    }
    return applied(first, primitives, operands);
  }

  /** Operand number {@code i} of all nodes of a column; none if their shapes differ. */
  private Option<Operand> operand(List<Tensor> column, int i, int depth) {
    List<Tensor> nodes =
        column.stream().map(node -> ((Symbolic.Apply) node).inputs().get(i)).toList();
    boolean fit = nodes.stream().allMatch(x -> x.shape().equals(nodes.getFirst().shape()));
    return Option.when(fit, () -> of(nodes, depth + 1));
  }

  private Option<Operand> applied(
      Symbolic.Apply first, List<Primitive> primitives, List<Operand> operands) {
    boolean shared = operands.stream().noneMatch(Operand::isStacked);
    boolean equal = primitives.stream().allMatch(Primitive.of(first)::equals);
    if (equal) {
      return shared
          ? Option.some(new Operand(first, false))
          : new LeadingAxis(n)
              .apply(Primitive.of(first), operands)
              .map(tensor -> new Operand(tensor, true));
    }
    return Option.when(shared, () -> parts(primitives, operands.getFirst().tensor()));
  }

  /** Parts cut from one tensor at several places, by their positions along its axis. */
  private Operand parts(List<Primitive> primitives, Tensor whole) {
    Slice[] slices = primitives.stream().map(Slice.class::cast).toArray(Slice[]::new);
    int axis = slices[0].axis();
    int size = slices[0].size();
    Tensor starts = Tensor.of(Arrays.stream(slices).mapToDouble(Slice::start).toArray());
    Tensor positions = starts.unsqueeze(-1).plus(Tensor.arange(size).times(slices[0].step()));
    Tensor front = whole.moveAxis(axis, 0);
    Tensor taken = new Gather().on(front, positions);
    int target = whole.shape().axis(axis) + 1;
    return new Operand(taken.moveAxis(1, target), true);
  }
}
