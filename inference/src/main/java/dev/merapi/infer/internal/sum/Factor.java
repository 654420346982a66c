package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * A log-weight for every combination of positions along named axes.
 *
 * @param axes what each axis of the table is; no axis twice
 * @param table the log-weights, one axis for each of {@code axes}; −∞ is weight 0
 * @param sites the first of the sites whose densities it is made of, for messages
 */
public record Factor(Vector<Axis> axes, Tensor table, Set<String> sites) {
  /** How many sites a product remembers: it may be made of thousands. */
  public static final int NAMED = 8;

  /** The plates, in the order of the axes. */
  public Set<Axis.Plate> plates() {
    return axes.filter(Axis.Plate.class::isInstance).map(Axis.Plate.class::cast).toLinkedSet();
  }

  /** The enumerated sites, in the order of the axes. */
  public Set<Axis.Variable> variables() {
    List<Axis.Variable> variables = new ArrayList<>(axes.size());
    for (Axis axis : axes) {
      if (axis instanceof Axis.Variable variable) {
        variables.add(variable);
      }
    }
    return LinkedHashSet.ofAll(variables);
  }

  /**
   * All axes of several factors, variables first, as runs lay them out: sums over their values then
   * go along the elements of the plates.
   */
  public static Vector<Axis> union(Iterable<Factor> factors) {
    HashSet<Axis> known = new HashSet<>();
    List<Axis> plates = new ArrayList<>();
    List<Axis> variables = new ArrayList<>();
    for (Factor factor : factors) {
      for (Axis axis : factor.axes()) {
        if (known.add(axis)) {
          (axis instanceof Axis.Plate ? plates : variables).add(axis);
        }
      }
    }
    return Vector.ofAll(variables).appendAll(plates);
  }

  /** The number of positions of all axes together, as a floating-point number: it may be huge. */
  public static double cells(Iterable<Axis> axes) {
    double cells = 1;
    for (Axis axis : axes) {
      cells *= axis.size();
    }
    return cells;
  }

  /** The product of at least one factor: the sum of the log-weights, over the axes of all. */
  public static Factor product(Vector<Factor> factors) {
    Vector<Axis> axes = union(factors);
    Tensor table = factors.map(factor -> factor.along(axes)).reduce(Tensor::plus);
    Set<String> sites = factors.flatMap(Factor::sites).take(NAMED).toLinkedSet();
    return new Factor(axes, table.expand(shape(axes)), sites);
  }

  private static Shape shape(Vector<Axis> axes) {
    return Shape.of(axes.toJavaStream().mapToInt(Axis::size).toArray());
  }

  /** The table with its axes in the given order, and of size 1 where it does not have an axis. */
  public Tensor along(Vector<Axis> order) {
    int[] own = new int[axes.size()];
    int[] sizes = new int[order.size()];
    int found = 0;
    int place = 0;
    boolean sorted = true;
    for (Axis axis : order) {
      int at = axes.indexOf(axis);
      sizes[place++] = at < 0 ? 1 : axis.size();
      if (at >= 0) {
        sorted &= at == found;
        own[found++] = at;
      }
    }
    return (sorted ? table : table.permute(Arrays.copyOf(own, found))).reshape(sizes);
  }

  /** The factor with some of its axes summed or multiplied away by {@code reduce}. */
  public Factor without(Predicate<Axis> gone, Reduce reduce) {
    int[] positions =
        Vector.range(0, axes.size())
            .filter(i -> gone.test(axes.get(i)))
            .toJavaStream()
            .mapToInt(i -> i)
            .toArray();
    return positions.length == 0
        ? this
        : new Factor(axes.reject(gone), reduce.apply(table, positions), sites);
  }

  /** The log-weights times a number or a tensor of one element. */
  public Factor times(Tensor scale) {
    return new Factor(axes, table.times(scale), sites);
  }

  /** A combination over axes of a tensor, which go. */
  @FunctionalInterface
  public interface Reduce {
    /** The tensor without the axes. */
    Tensor apply(Tensor tensor, int... axes);
  }
}
