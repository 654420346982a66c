package dev.merapi.infer.vi;

import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Order;
import dev.merapi.infer.internal.sum.Semiring;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * Expectations over the sites of a guide that are laid along dims, by their probabilities there.
 *
 * @param densities for each site its log-probabilities given its parents, neither scaled nor masked
 */
record Expectation(Map<String, Factor> densities) {

  /**
   * E[cost · Π weights], summed over all plates, shape []. A cost is weighted by the marginal
   * probability of the variables it has; where that is 0 it counts nothing, even if it is infinite.
   *
   * @param weights logarithms of weights; they have no variables that the cost does not have
   */
  Tensor of(Factor cost, Vector<Factor> weights) {
    Set<Axis.Variable> own = cost.variables();
    if (own.isEmpty() && weights.isEmpty()) {
      return cost.table().sum();
    }
    Set<Axis.Variable> ancestors = ancestors(own);
    Vector<Factor> factors = ancestors.toVector().map(site -> densities.get(site.name()).get());
    Vector<Factor> rest =
        Order.eliminate(factors, ancestors.removeAll(own).toVector(), Semiring.SUM).rest();
    Factor weight = Factor.product(rest.appendAll(weights));
    Vector<Axis> axes = Factor.union(Vector.of(cost, weight));
    Tensor probability = weight.along(axes).exp();
    Tensor finite =
        Tensor.where(StopGradient.of(probability).eq(0), Tensor.scalar(0), cost.along(axes));
    return probability.times(finite).sum();
  }

  /** The variables, and all that their densities depend on. */
  private Set<Axis.Variable> ancestors(Set<Axis.Variable> own) {
    Set<Axis.Variable> known = LinkedHashSet.empty();
    Set<Axis.Variable> open = own;
    while (!open.isEmpty()) {
      known = known.addAll(open);
      open = open.flatMap(site -> densities.get(site.name()).get().variables()).removeAll(known);
    }
    return known;
  }
}
