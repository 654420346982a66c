package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Summands summed out in favour of their sum: w(c) = Σ over all t₁ … tₙ with t₁ + … + tₙ = c of Π
 * wᵢ(tᵢ), neighbours first. For summands of S values that takes about (nS)² terms instead of Sⁿ.
 *
 * @param part the summands
 * @param total their sum
 * @param outer the other axes of the weights
 * @param over the plates that are summed over
 * @param table the log-weights [outer.., n, S]
 * @param sites some of the sites whose densities it is made of, for messages
 */
public record Counting(
    Axis.Variable part,
    Axis.Variable total,
    Vector<Axis> outer,
    Vector<Axis.Plate> over,
    Tensor table,
    Set<String> sites)
    implements Summation {
  private static final Tensor NONE = Tensor.scalar(Double.NEGATIVE_INFINITY);

  /** Of a factor that has the summands. */
  static Counting of(Axis.Variable part, Axis.Variable total, Set<Axis.Plate> over, Factor factor) {
    Vector<Axis> outer =
        factor.axes().reject(axis -> axis.equals(part) || over.exists(axis::equals));
    Vector<Axis.Plate> gone = over.toVector();
    Vector<Axis> order = outer.appendAll(gone).append(part);
    Shape before = shape(outer);
    int n = shape(Vector.ofAll(gone)).count();
    Tensor table = factor.along(order).reshape(before.append(n, part.size()));
    return new Counting(part, total, outer, gone, table, factor.sites());
  }

  private static Shape shape(Vector<? extends Axis> axes) {
    return Shape.of(axes.toJavaStream().mapToInt(Axis::size).toArray());
  }

  @Override
  public Vector<Axis.Variable> variables() {
    return Vector.of(part);
  }

  @Override
  public double cost() {
    double n = Factor.cells(over.map(plate -> plate));
    return Factor.cells(outer) * n * part.size() * n * part.size();
  }

  @Override
  public Vector<Tensor> tables() {
    return Vector.of(table);
  }

  @Override
  public Counting with(Vector<Tensor> tables) {
    return new Counting(part, total, outer, over, tables.head(), sites);
  }

  /** The log-weights of the sum, as a factor over the sum and what else there is. */
  Factor sum(Semiring ring) {
    Tensor sums = levels(ring).getLast().squeeze(-2).slice(-1, 0, total.size());
    int again = outer.indexOf(total);
    if (again < 0) {
      return new Factor(outer.append(total), sums, sites);
    }
    int rank = sums.rank();
    return new Factor(
        outer.removeAt(again).append(total), sums.moveAxis(again, rank - 2).diagonal(), sites);
  }

  /** The log-weights of the sums of 1, 2, 4, … neighbours: [outer.., n/2ᵏ, values]. */
  private List<Tensor> levels(Semiring ring) {
    List<Tensor> levels = new ArrayList<>(List.of(table));
    while (levels.getLast().size(-2) > 1) {
      Tensor even = even(levels.getLast());
      int n = even.size(-2);
      levels.add(both(even.slice(-2, 0, n / 2, 2), even.slice(-2, 1, n / 2, 2), ring));
    }
    return levels;
  }

  /** With a summand that is certainly 0 if their number is odd. */
  private static Tensor even(Tensor level) {
    if (level.size(-2) % 2 == 0) {
      return level;
    }
    Tensor none = Tensor.where(Tensor.arange(level.size(-1)).eq(0), Tensor.scalar(0), NONE);
    Shape one = level.shape().with(-2, 1);
    return Tensor.concat(-2, level, none.expand(one));
  }

  /** Σ over a of left(a) right(c − a): row a of the outer product, moved by a places. */
  private static Tensor both(Tensor left, Tensor right, Semiring ring) {
    int s = left.size(-1);
    Tensor product = left.unsqueeze(-1).plus(right.unsqueeze(-2));
    Shape rows = product.shape().dropRight(2);
    Tensor wide =
        Tensor.concat(-1, product, Tensor.full(product.shape(), Double.NEGATIVE_INFINITY));
    Tensor skewed =
        wide.reshape(rows.append(2 * s * s))
            .slice(-1, 0, s * (2 * s - 1))
            .reshape(rows.append(s, 2 * s - 1));
    return ring.sum(skewed, -2);
  }

  /** The summands at the chosen sum, [home..]; the outer axes are plates only. */
  Tensor parts(Choosing choice, Tensor sum) {
    List<Tensor> levels = levels(choice.ring());
    Shape batch = shape(outer);
    Tensor chosen = sum.reshape(batch.append(1));
    for (int k = levels.size() - 2; k >= 0; k--) {
      Tensor even = even(levels.get(k));
      int n = even.size(-2);
      Tensor left = even.slice(-2, 0, n / 2, 2);
      Tensor rest = chosen.unsqueeze(-1).minus(Tensor.arange(even.size(-1)));
      Tensor inside = rest.ge(0).and(rest.lt(even.size(-1)));
      Tensor right =
          even.slice(-2, 1, n / 2, 2).gatherAlong(-1, Tensor.where(inside, rest, Tensor.scalar(0)));
      Tensor weights = Tensor.where(inside, left.plus(right), NONE);
      Tensor first = choice.of(part.name() + " " + k, weights);
      Tensor both = Tensor.stack(-1, first, chosen.minus(first)).reshape(batch.append(n));
      chosen = both.slice(-1, 0, levels.get(k).size(-2));
    }
    Vector<Axis> axes = outer.appendAll(over);
    Factor positions = new Factor(axes, chosen.reshape(shape(axes)), sites);
    return positions.along(Vector.ofAll(part.home()));
  }

  /** At chosen positions [home..] of one of the other variables. */
  Counting at(Axis.Variable variable, Tensor position) {
    int axis = outer.indexOf(variable);
    Tensor where = new Factor(Vector.ofAll(variable.home()), position, sites).along(outer);
    Tensor picked =
        table.gatherAlong(axis, where.reshape(where.shape().append(1, 1))).squeeze(axis);
    return new Counting(part, total, outer.removeAt(axis), over, picked, sites);
  }

  /** As "sum of 'x' over plate 'p': 40 summands of 2 values, 6400 entries". */
  @Override
  public String toString() {
    return "%s over %s: %.0f summands of %d values, %.0f entries"
        .formatted(
            part.name(),
            Phrases.plates(over),
            Factor.cells(over.map(plate -> plate)),
            part.size(),
            cost());
  }
}
