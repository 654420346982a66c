package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Assembly;
import dev.merapi.tensor.internal.op.Contraction;
import dev.merapi.tensor.internal.op.Diagonal;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.HmmLogSum;
import dev.merapi.tensor.internal.op.HmmPosterior;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Random;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.Running;
import dev.merapi.tensor.internal.op.Slice;
import dev.merapi.tensor.internal.op.View;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Primitives along one more axis on the left: for operands of which some are n tensors stacked
 * along a first axis, the n results stacked, computed at once. Law: element i of the result is the
 * primitive on element i of the stacked operands and on the others as they are.
 *
 * @param n the size of the axis
 */
record LeadingAxis(int n) {

  /**
   * An operand of all n applications.
   *
   * @param tensor [n, R..] if stacked, else [R..]
   * @param isStacked whether each application has a part of its own
   */
  record Operand(Tensor tensor, boolean isStacked) {
    /** R. */
    Shape shape() {
      return isStacked ? tensor.shape().dropLeft(1) : tensor.shape();
    }
  }

  /** The stacked results; none where the primitive has no rule. At least one operand is stacked. */
  Option<Tensor> apply(Primitive primitive, List<Operand> operands) {
    return switch (primitive) {
      case Elementwise _ -> Option.some(primitive.on(aligned(rank(operands), operands)));
      case Reduction _, Running _, Assembly _ -> Option.some(primitive.on(stacked(operands)));
      case View view -> along(view, operands.getFirst().tensor());
      case Indexed indexed -> along(indexed, operands);
      case Contraction contraction -> along(contraction, operands);
      case MatrixFunction function -> along(function, operands);
      case Random random -> Option.some(random.on(aligned(rank(operands), operands)));
      case HigherOrder _ -> Option.none();
    };
  }

  private Option<Tensor> along(View view, Tensor input) {
    return switch (view) {
      case Reshape(Shape target) -> Option.some(input.reshape(Shape.of(n).append(target)));
      case Expand(Shape target) ->
          Option.some(padded(input, target.rank()).expand(Shape.of(n).append(target)));
      case Permute(List<Integer> order) -> {
        List<Integer> all = new ArrayList<>(List.of(0));
        order.forEach(axis -> all.add(axis + 1));
        yield Option.some(new Permute(all).on(input));
      }
      case Slice slice -> Option.some(slice.on(input));
      case Diagonal diagonal -> Option.some(diagonal.on(input));
      default -> Option.none();
    };
  }

  private Option<Tensor> along(Indexed indexed, List<Operand> operands) {
    return switch (indexed) {
      case Gather _ -> Option.some(gathered(operands.get(0), operands.get(1)));
      case GatherAt(int kept) -> Option.some(gatheredAt(kept, operands));
      default -> Option.when(!indexed.innerAxes().isEmpty(), () -> broadcast(indexed, operands));
    };
  }

  /** Batch axes broadcast to those of the last operand, which each application has of its own. */
  private Tensor broadcast(Indexed indexed, List<Operand> operands) {
    List<Integer> inner = indexed.innerAxes();
    int last = operands.size() - 1;
    int batch = operands.get(last).shape().rank() - inner.get(last);
    Tensor[] inputs = new Tensor[operands.size()];
    for (int i = 0; i < inputs.length; i++) {
      Operand operand = operands.get(i);
      inputs[i] =
          operand.isStacked()
              ? padded(operand.tensor(), batch + inner.get(i))
              : i < last
                  ? operand.tensor()
                  : operand.tensor().expand(Shape.of(n).append(operand.shape()));
    }
    return indexed.on(inputs);
  }

  /** [k, R..] at positions [I..]: shared tables as they are, others by a position of their own. */
  private Tensor gathered(Operand table, Operand positions) {
    if (!table.isStacked()) {
      return new Gather().on(table.tensor(), positions.tensor());
    }
    int kept = table.shape().rank() - 1;
    return gatheredAt(kept, List.of(table, positions));
  }

  /** The batch axes of the table and the axes of the positions broadcast, right of the new one. */
  private Tensor gatheredAt(int kept, List<Operand> operands) {
    Operand table = operands.getFirst();
    List<Operand> positions = operands.subList(1, operands.size());
    int inner = positions.size() + kept;
    int batch = Math.max(table.shape().rank() - inner, rank(positions));
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(table.isStacked() ? padded(table.tensor(), batch + inner) : table.tensor());
    positions.forEach(p -> inputs.add(p.isStacked() ? padded(p.tensor(), batch) : p.tensor()));
    return new GatherAt(kept).on(inputs.toArray(Tensor[]::new));
  }

  private Option<Tensor> along(Contraction contraction, List<Operand> operands) {
    return switch (contraction) {
      case MatMul product -> Option.some(product.on(aligned(rank(operands), operands)));
      case HmmLogSum _, HmmPosterior _ -> Option.some(contraction.on(stacked(operands)));
      default -> Option.none();
    };
  }

  /** For matrices whose batch axes are the same for all operands. */
  private Option<Tensor> along(MatrixFunction function, List<Operand> operands) {
    boolean same = operands.stream().mapToInt(x -> x.shape().rank()).distinct().count() == 1;
    return Option.when(same, () -> function.on(stacked(operands)));
  }

  private static int rank(List<Operand> operands) {
    return operands.stream().mapToInt(operand -> operand.shape().rank()).max().orElse(0);
  }

  /** Stacked operands with axes of size 1 between the new axis and their own. */
  private Tensor[] aligned(int rank, List<Operand> operands) {
    return operands.stream()
        .map(x -> x.isStacked() ? padded(x.tensor(), rank) : x.tensor())
        .toArray(Tensor[]::new);
  }

  private Tensor padded(Tensor stacked, int rank) {
    return stacked.reshape(Shape.of(n).append(stacked.shape().dropLeft(1).padLeft(rank)));
  }

  private Tensor[] stacked(List<Operand> operands) {
    return operands.stream()
        .map(x -> x.isStacked() ? x.tensor() : x.tensor().expand(Shape.of(n).append(x.shape())))
        .toArray(Tensor[]::new);
  }
}
