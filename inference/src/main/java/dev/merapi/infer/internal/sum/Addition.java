package dev.merapi.infer.internal.sum;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * Summands that are added up over some of their plates.
 *
 * @param counting the sum
 * @param next the sum that these sums are summands of, if plates are left
 */
record Addition(Counting counting, Map<Axis.Variable, Axis.Variable> next) {
  private static final double TERMS = 1L << 27;

  /** Factors that have the same summands as one. */
  static Vector<Factor> joined(Vector<Factor> factors, Set<Axis.Variable> parts) {
    return parts.isEmpty()
        ? factors
        : Components.of(factors, parts)
            .flatMap(group -> group.size() == 1 ? group : Vector.of(Factor.product(group)));
  }

  /**
   * The sum over the plates of a factor that none of its other variables stands in.
   *
   * @param leaf the plates of the factor
   * @param parts the summands that it has
   * @param totals for summands their sums
   * @param summed all variables that are summed out
   */
  static Addition of(
      Factor factor,
      Set<Axis.Plate> leaf,
      Set<Axis.Variable> parts,
      Map<Axis.Variable, Axis.Variable> totals,
      Set<Axis.Variable> summed,
      Map<String, Double> scales) {
    Axis.Variable part = parts.head();
    Axis.Variable total = totals.get(part).get();
    Set<Axis.Plate> stay =
        factor
            .variables()
            .filter(variable -> summed.contains(variable) && !variable.equals(part))
            .flatMap(Axis.Variable::home)
            .addAll(total.home());
    Set<Axis.Plate> over = leaf.removeAll(stay);
    if (parts.size() > 1
        || over.isEmpty()
        || !part.home().equals(leaf)
        || over.exists(plate -> scales.getOrElse(plate.name(), 1.0) != 1)) {
      throw new Uncounted(part.name());
    }
    Set<Axis.Plate> left = part.home().removeAll(over);
    if (left.equals(total.home())) {
      return affordable(Counting.of(part, total, over, factor), LinkedHashMap.empty());
    }
    int values = (int) (Factor.cells(over.toVector().map(plate -> plate)) * (part.size() - 1)) + 1;
    Axis.Variable between =
        new Axis.Variable(part.name() + " over " + Phrases.plates(over), values, left);
    return affordable(Counting.of(part, between, over, factor), LinkedHashMap.of(between, total));
  }

  private static Addition affordable(Counting counting, Map<Axis.Variable, Axis.Variable> next) {
    if (counting.cost() > TERMS) {
      throw new Uncounted(counting.part().name());
    }
    return new Addition(counting, next);
  }
}
