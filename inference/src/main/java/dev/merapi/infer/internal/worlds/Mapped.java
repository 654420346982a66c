package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A tensor in all worlds. In the world where each variable v has value number k(v), its element at
 * position p is {@code stored[k.., p]}, where a hidden axis that is "each" along visible axis a
 * reads the value of the variable's element p[a].
 *
 * @param hidden the hidden axes, which stand left of the visible ones in {@code stored}
 * @param shape the shape in one world
 * @param stored the numbers; a visible axis along which they are the same may have size 1
 */
public record Mapped(List<Hidden> hidden, Shape shape, Tensor stored) {
  /** Copies the list. */
  public Mapped {
    hidden = List.copyOf(hidden);
  }

  /** A tensor that is the same in all worlds. */
  static Mapped plain(Tensor tensor) {
    return new Mapped(List.of(), tensor.shape(), tensor);
  }

  /** Whether it is the same in all worlds. */
  public boolean isPlain() {
    return hidden.isEmpty();
  }

  /**
   * With the leftmost visible axis, which is one of no element apart, as the values of a variable.
   */
  public Mapped hiding(Hidden own) {
    Mapped apart = full(List.of(-rank()));
    List<Hidden> longer = new ArrayList<>(hidden);
    longer.add(own);
    return new Mapped(longer, shape.dropLeft(1), apart.stored);
  }

  int rank() {
    return shape.rank();
  }

  /** The sizes of the visible axes as they are stored. */
  Shape visible() {
    return stored.shape().dropLeft(hidden.size());
  }

  /** The sizes of the hidden axes as they are stored. */
  Shape left() {
    return stored.shape().takeLeft(hidden.size());
  }

  /** The visible axes, counted from the right, along which some variable is each by itself. */
  public List<Integer> eachAxes() {
    return hidden.stream().flatMap(h -> h.axes().stream()).distinct().sorted().toList();
  }

  /** Whether there is such an axis. */
  boolean isEach() {
    for (Hidden next : hidden) {
      for (int place : next.at()) {
        if (place < 0) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isEachAt(int axis) {
    for (Hidden each : hidden) {
      if (each.isEachAt(axis)) {
        return true;
      }
    }
    return false;
  }

  /** With some visible axes, counted from the right, stored in full. */
  public Mapped full(List<Integer> axes) {
    Shape target = stored.shape();
    for (int axis : axes) {
      target = target.with(axis, shape.size(axis));
    }
    return new Mapped(hidden, shape, stored.expand(target));
  }

  /** With all visible axes stored in full. */
  public Mapped full() {
    return new Mapped(hidden, shape, stored.expand(left().append(shape)));
  }

  /** With other hidden axes and another shape for the same numbers. */
  Mapped seenAs(List<Hidden> others, Shape otherShape) {
    return new Mapped(others, otherShape, stored);
  }

  /**
   * The numbers with hidden axes in the given order, of size 1 where there is none, and with {@code
   * rank} visible axes.
   */
  Tensor along(List<Hidden> order, int rank) {
    if (hidden.equals(order) && rank() == rank) {
      return stored;
    }
    int h = hidden.size();
    List<Integer> own = new ArrayList<>();
    int[] sizes = new int[order.size()];
    for (int i = 0; i < sizes.length; i++) {
      int at = hidden.indexOf(order.get(i));
      sizes[i] = at < 0 ? 1 : order.get(i).values();
      if (at >= 0) {
        own.add(at);
      }
    }
    IntStream.range(h, stored.rank()).forEach(own::add);
    boolean sorted = IntStream.range(0, own.size()).allMatch(i -> own.get(i) == i);
    Tensor ordered =
        sorted ? stored : stored.permute(own.stream().mapToInt(Integer::intValue).toArray());
    return ordered.reshape(Shape.of(sizes).append(visible().padLeft(rank)));
  }

  /** The numbers with {@code rank} visible axes. */
  public Tensor stored(int rank) {
    return along(hidden, rank);
  }

  /** As {@link #along}, with the hidden axes in full. */
  Tensor fully(List<Hidden> order, int rank) {
    Tensor aligned = along(order, rank);
    return aligned.expand(
        Shape.of(Hidden.sizes(order)).append(aligned.shape().dropLeft(order.size())));
  }

  /**
   * The part at one position of a visible axis, which gets size 1. Hidden axes that come to be the
   * same become one.
   */
  public Mapped pick(int axis, int position) {
    Tensor part = stored.size(axis) == 1 ? stored : stored.slice(axis, position, position + 1);
    List<Hidden> places = new ArrayList<>();
    Tensor merged = part;
    for (Hidden next : hidden) {
      Hidden picked = next.picked(axis, position);
      int same = places.indexOf(picked);
      if (same < 0) {
        places.add(picked);
      } else {
        merged = onDiagonal(merged, same, places.size());
      }
    }
    return new Mapped(places, shape.with(axis, 1), merged);
  }

  /** One axis of two equal ones, at the place of the first. */
  private static Tensor onDiagonal(Tensor x, int first, int second) {
    int rank = x.rank();
    Tensor last = x.moveAxis(second, rank - 1).moveAxis(first, rank - 2);
    return last.diagonal().moveAxis(rank - 2, first);
  }

  /** Hidden axes of several parts along an axis, each once. */
  private List<Hidden> picked(int axis, int[] positions) {
    Set<Hidden> all = new LinkedHashSet<>();
    for (int position : positions) {
      hidden.forEach(h -> all.add(h.picked(axis, position)));
    }
    return List.copyOf(all);
  }

  /**
   * The parts at several positions of a visible axis, each variable that is "each" along it as the
   * elements that are there: a table over all their values together.
   */
  Mapped elements(int axis, int[] positions, String operation, Limit limit) {
    List<Hidden> all = picked(axis, positions);
    double entries = Hidden.combinations(all) * visible().with(axis, 1).count() * positions.length;
    limit.requireJoint(operation, hidden, entries);
    Tensor[] parts =
        Arrays.stream(positions)
            .mapToObj(i -> pick(axis, i).fully(all, rank()))
            .toArray(Tensor[]::new);
    return new Mapped(all, shape.with(axis, positions.length), Tensor.concat(axis, parts));
  }

  /** {@link #elements} at all positions. */
  Mapped elements(int axis, String operation, Limit limit) {
    int[] all = IntStream.range(0, shape.size(axis)).toArray();
    return elements(axis, all, operation, limit);
  }
}
