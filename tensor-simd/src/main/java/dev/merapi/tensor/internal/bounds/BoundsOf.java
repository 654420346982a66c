package dev.merapi.tensor.internal.bounds;

import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Assembly;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Contraction;
import dev.merapi.tensor.internal.op.Cumprod;
import dev.merapi.tensor.internal.op.Cumsum;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Prod;
import dev.merapi.tensor.internal.op.Random;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.ScatterAt;
import dev.merapi.tensor.internal.op.Sum;
import dev.merapi.tensor.internal.op.View;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The range of the numbers of a tensor, from its constants and from what was promised of its
 * inputs. A result is noted at its node, so a graph is walked once however often it is asked about.
 *
 * <p>Only functions of single numbers leave the finite ones here (ln 0, 1 / 0, 0 to a power); sums,
 * products, loops and solutions of linear equations are finite where their operands are, unless
 * they overflow or a matrix is singular.
 */
public final class BoundsOf {
  private BoundsOf() {}

  /** The range of a tensor. */
  public static Bounds tensor(Tensor tensor) {
    Deque<Tensor> open = new ArrayDeque<>();
    open.push(tensor);
    while (!open.isEmpty()) {
      if (open.peek() instanceof Symbolic.Apply node && node.promise() == null) {
        boolean ready = true;
        for (Tensor input : node.inputs()) {
          if (input instanceof Symbolic.Apply before && before.promise() == null) {
            open.push(input);
            ready = false;
          }
        }
        if (!ready) {
          continue;
        }
        node.promise(image(node));
      }
      open.pop();
    }
    return known(tensor);
  }

  private static Bounds known(Tensor tensor) {
    return switch (tensor) {
      case Dense dense -> of(dense);
      case Symbolic node -> {
        Symbolic.@Nullable Promise promise = node.promise();
        yield promise == null ? Bounds.UNKNOWN : promise.bounds();
      }
    };
  }

  private static Bounds of(Dense dense) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (double x : dense.rowMajorArray()) {
      if (!Double.isFinite(x)) {
        return Bounds.UNKNOWN;
      }
      low = Math.min(low, x);
      high = Math.max(high, x);
      whole = whole && x == Math.rint(x);
    }
    Bounds range = low > high ? Bounds.closed(0, 0) : Bounds.closed(low, high);
    return whole ? range.wholes() : range;
  }

  private static Bounds image(Symbolic.Apply node) {
    Bounds[] known = new Bounds[node.inputs().size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = known(node.inputs().get(i));
    }
    List<Bounds> x = List.of(known);
    Bounds first = x.isEmpty() ? Bounds.REAL : x.getFirst();
    return switch (Primitive.of(node)) {
      case Elementwise elementwise -> ElementwiseBounds.image(elementwise, node.inputs(), x);
      case KeyedNoise noise -> of(noise.kind());
      case Random _ -> Bounds.REAL;
      case View _, Max _, Min _, Gather _, GatherAt _ -> first;
      case Concat _ -> x.stream().reduce(Ends::union).orElseThrow();
      case Primitive _ when !x.stream().allMatch(Bounds::isFinite) -> Bounds.UNKNOWN;
      case Sum _ -> Ends.sum(first, terms(node));
      case Cumsum _ -> Ends.union(first, Ends.sum(first, node.shape().count()));
      case Prod _, Cumprod _ -> product(first);
      case Assembly _ -> Ends.union(first, Bounds.closed(0, 0).wholes());
      case Contraction _, ScatterAdd _, ScatterAt _ ->
          x.stream().allMatch(each -> each.isFrom(0)) ? Bounds.NONNEGATIVE : Bounds.REAL;
      case Primitive _ -> Bounds.REAL;
    };
  }

  private static Bounds of(NoiseDraw.Kind kind) {
    return switch (kind) {
      case UNIFORM -> Bounds.open(0, 1);
      case NORMAL -> Bounds.REAL;
      case EXPONENTIAL -> Bounds.POSITIVE;
    };
  }

  private static int terms(Symbolic.Apply node) {
    int results = node.shape().count();
    return results == 0 ? 0 : node.inputs().getFirst().shape().count() / results;
  }

  private static Bounds product(Bounds x) {
    if (x.isFrom(0) && x.isUpTo(1)) {
      return Ends.union(x, Bounds.closed(1, 1));
    }
    return x.isAbove(0) ? Bounds.POSITIVE : x.isFrom(0) ? Bounds.NONNEGATIVE : Bounds.REAL;
  }
}
