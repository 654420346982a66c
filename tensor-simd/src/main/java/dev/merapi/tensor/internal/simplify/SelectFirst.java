package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reshape;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements of f(x, y) at known positions are f of elements of x and y: where at most half of what f
 * computes is read, it is computed for those alone, and what is repeated is read before it is.
 */
record SelectFirst() implements Rule {
  @Override
  public boolean keepsBits() {
    return true;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof Gather && inputs.get(1) instanceof Dense positions)) {
      return null;
    }
    Tensor table = inputs.getFirst();
    if (table.rank() != 1
        || 2 * positions.shape().count() > table.shape().count()
        || !(table instanceof Symbolic.Apply flat)) {
      return null;
    }
    Tensor whole = flat.operation() instanceof Reshape ? flat.inputs().getFirst() : table;
    return isSpread(whole) ? new Selection(whole.shape(), positions).of(whole) : null;
  }

  private static boolean isSpread(Tensor tensor) {
    return tensor instanceof Symbolic.Apply apply
        && (apply.operation() instanceof Elementwise || apply.operation() instanceof Expand);
  }

  /** The elements at positions of the whole, of all that broadcasts to it; each line once. */
  private static final class Selection {
    private final Shape whole;
    private final Dense positions;
    private final IdentityHashMap<Tensor, Tensor> known = new IdentityHashMap<>();

    Selection(Shape whole, Dense positions) {
      this.whole = whole;
      this.positions = positions;
    }

    Tensor of(Tensor tensor) {
      Tensor selected = known.get(tensor);
      if (selected == null) {
        selected = select(tensor);
        known.put(tensor, selected);
      }
      return selected;
    }

    private Tensor select(Tensor tensor) {
      if (tensor.shape().count() == 1) {
        return tensor.reshape();
      }
      boolean many = tensor.shape().count() >= 2 * positions.shape().count();
      if (many && isSpread(tensor) && tensor instanceof Symbolic.Apply apply) {
        Tensor[] operands = apply.inputs().stream().map(this::of).toArray(Tensor[]::new);
        return apply.operation() instanceof Expand
            ? operands[0].expand(positions.shape())
            : apply.operation().on(operands);
      }
      double[] cells = positions.toArray();
      Arrays.setAll(cells, i -> cell(tensor.shape(), (int) cells[i]));
      boolean all = cells.length == tensor.shape().count();
      for (int i = 0; all && i < cells.length; i++) {
        all = cells[i] == i;
      }
      return all
          ? tensor.reshape(positions.shape())
          : tensor.reshape(-1).get(new Dense(cells, positions.shape()));
    }

    /** The place in what broadcasts to the whole. */
    private int cell(Shape shape, int position) {
      int rest = position;
      int cell = 0;
      int stride = 1;
      for (int i = 1; i <= whole.rank(); i++) {
        int size = shape.sizeOr1(i);
        cell += size == 1 ? 0 : rest % whole.size(-i) * stride;
        stride *= size;
        rest /= whole.size(-i);
      }
      return cell;
    }
  }
}
