package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rearrangements. On dense tensors all but concat, stack and pad are views, which copy nothing. */
sealed interface Structure permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** The elements in row-major order with another shape; one size may be −1 and is inferred. */
  default Tensor reshape(int... sizes) {
    long known = 1;
    int unknown = -1;
    int[] inferred = sizes.clone();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1 && unknown < 0) {
        unknown = i;
      } else {
        known = Math.min(known * sizes[i], Integer.MAX_VALUE);
      }
    }
    if (unknown >= 0) {
      inferred[unknown] = known <= 0 ? 0 : (int) (self().shape().count() / known);
    }
    return reshape(Shape.of(inferred));
  }

  /** The elements in row-major order with another shape of the same count. */
  default Tensor reshape(Shape target) {
    return self().shape().equals(target) ? self() : WORDS.reshape(self(), target);
  }

  /** Repeats axes of size 1, and new axes on the left, to the given sizes. */
  default Tensor expand(int... sizes) {
    return expand(Shape.of(sizes));
  }

  /** Repeats axes of size 1, and new axes on the left, to the given shape. */
  default Tensor expand(Shape target) {
    return self().shape().equals(target) ? self() : WORDS.expand(self(), target);
  }

  /** Reorders the axes: axis k of the result is axis {@code order[k]} of this one. */
  default Tensor permute(int... order) {
    Shape shape = self().shape();
    return ordered(Arrays.stream(order).map(shape::axis).boxed().toList());
  }

  /** The axes in an order that may be the one they have. */
  private Tensor ordered(List<Integer> order) {
    boolean same = order.size() == self().rank();
    for (int i = 0; same && i < order.size(); i++) {
      same = order.get(i) == i;
    }
    return same ? self() : WORDS.permute(self(), order);
  }

  /** Exchanges the last two axes. */
  default Tensor transpose() {
    return swapAxes(-1, -2);
  }

  /** Exchanges two axes. */
  default Tensor swapAxes(int a, int b) {
    Shape shape = self().shape();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      order.add(i);
    }
    Collections.swap(order, shape.axis(a), shape.axis(b));
    return ordered(order);
  }

  /** Moves one axis to another position; the others keep their order. */
  default Tensor moveAxis(int from, int to) {
    Shape shape = self().shape();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      order.add(i);
    }
    int moved = order.remove(/* index */ shape.axis(from));
    order.add(shape.axis(to), moved);
    return ordered(order);
  }

  /** A new axis of size 1 at position {@code axis} of the result; −1 is the last. */
  default Tensor unsqueeze(int axis) {
    Shape shape = self().shape();
    int position = axis < 0 ? axis + shape.rank() + 1 : axis;
    return reshape(shape.takeLeft(position).append(1).append(shape.dropLeft(position)));
  }

  /** Without an axis, which must have size 1. */
  default Tensor squeeze(int axis) {
    if (self().size(axis) != 1) {
      throw new ShapeException(
          "Only an axis of size 1 can be squeezed, but axis %d of %s has size %d"
              .formatted(axis, self().shape(), self().size(axis)));
    }
    return reshape(self().shape().without(axis));
  }

  /** The elements from {@code start} up to, but not including, {@code end} along an axis. */
  default Tensor slice(int axis, int start, int end) {
    return slice(axis, start, end - start, 1);
  }

  /** The {@code size} elements start, start + step, … along an axis. */
  default Tensor slice(int axis, int start, int size, int step) {
    Shape shape = self().shape();
    if (start == 0 && step == 1 && size == shape.size(axis)) {
      return self();
    }
    return WORDS.slice(self(), shape.axis(axis) - shape.rank(), start, size, step);
  }

  /** The elements along an axis in the opposite order. */
  default Tensor flip(int axis) {
    int n = self().size(axis);
    return n < 2 ? self() : slice(axis, n - 1, n, -1);
  }

  /**
   * The elements along an axis moved {@code by} positions towards its end; what leaves there comes
   * back at the start.
   */
  default Tensor roll(int axis, int by) {
    int n = self().size(axis);
    int cut = n == 0 ? 0 : Math.floorMod(-by, n);
    return cut == 0 ? self() : concat(axis, self().slice(axis, cut, n), self().slice(axis, 0, cut));
  }

  /** Each part along an axis {@code times} times in a row: for a vector a, a, b, b, … */
  default Tensor repeat(int axis, int times) {
    Shape shape = self().shape();
    int position = shape.axis(axis);
    Tensor column = self().unsqueeze(position + 1);
    return column
        .expand(column.shape().with(position + 1, times))
        .reshape(shape.with(axis, sum(0, (long) shape.size(axis) * times)));
  }

  /** The whole {@code times} times in a row along an axis: for a vector a, b, …, a, b, … */
  default Tensor tile(int axis, int times) {
    Shape shape = self().shape();
    int position = shape.axis(axis);
    Tensor block = self().unsqueeze(position);
    return block
        .expand(block.shape().with(position, times))
        .reshape(shape.with(axis, sum(0, (long) shape.size(axis) * times)));
  }

  /** Zeros before and after along an axis. */
  default Tensor pad(int axis, int before, int after) {
    Shape shape = self().shape();
    int position = shape.axis(axis) - shape.rank();
    if (before < 0 || after < 0) {
      throw new ShapeException(
          "pad adds zeros before and after, but cannot add %d and %d".formatted(before, after));
    }
    return WORDS.embed(self(), position, before, 1, sum(before, (long) shape.size(axis) + after));
  }

  /** The size of an axis put together; a sentence where none is so long. */
  private static int sum(int a, long b) {
    if (a + b > Integer.MAX_VALUE) {
      throw new ShapeException(
          "An axis has up to 2^31 - 1 elements, but %d are asked for".formatted(a + b));
    }
    return (int) (a + b);
  }

  /** Tensors joined along an axis that they have. */
  static Tensor concat(int axis, Tensor... parts) {
    if (parts.length == 0) {
      throw new ShapeException(
          "There are no tensors to join, so the shape of the result is unknown");
    }
    Shape first = parts[0].shape();
    return parts.length == 1
        ? parts[0]
        : WORDS.concat(List.of(parts), first.axis(axis) - first.rank());
  }

  /** Tensors of one shape joined along a new axis. */
  static Tensor stack(int axis, Tensor... parts) {
    for (Tensor part : parts) {
      if (!part.shape().equals(parts[0].shape())) {
        throw new ShapeException(
            "stack wants tensors of one shape, but they have shapes %s and %s"
                .formatted(parts[0].shape(), part.shape()));
      }
    }
    return concat(
        axis, Arrays.stream(parts).map(part -> part.unsqueeze(axis)).toArray(Tensor[]::new));
  }

  /** Tensors expanded to one shape. */
  static List<Tensor> broadcast(Tensor... tensors) {
    Shape shape = Shape.broadcast(Arrays.stream(tensors).map(Tensor::shape).toArray(Shape[]::new));
    return Arrays.stream(tensors).map(tensor -> tensor.expand(shape)).toList();
  }
}
