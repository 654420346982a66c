package dev.merapi.infer.vi;

import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * What is taken from the cost that weighs ∇ ln q of a draw: the mean cost of the other particles,
 * which does not depend on the draw, so that the gradient stays unbiased (Kool, van Hoof and
 * Welling, <em>Buy 4 REINFORCE samples, get a baseline for free!</em>, 2019). It adds (1 − w) b,
 * with w the weight of value 1 of the draw: 0, with the gradient −b ∇ ln q.
 */
final class Baseline {
  private final Axis particles;
  private Map<String, Factor> costs = LinkedHashMap.empty();

  Baseline(int particles) {
    this.particles = new Axis.Plate(Particles.PLATE, particles);
  }

  /** Notes a cost and the weights of the draws that it may depend on. */
  void add(Factor cost, double sign, Vector<Factor> weights) {
    if (particles.size() == 1 || !cost.variables().isEmpty()) {
      return;
    }
    for (Factor weight : weights) {
      Factor seen =
          new Factor(cost.axes(), StopGradient.of(cost.table()).times(sign), weight.sites())
              .without(axis -> !weight.axes().contains(axis), (table, axes) -> table.sum(axes));
      costs = costs.put(weight.sites().head(), seen, Baseline::sum);
    }
  }

  private static Factor sum(Factor one, Factor other) {
    return Factor.product(Vector.of(one, other));
  }

  /** What is added to a bound for draws with these weights. */
  Tensor of(Vector<Factor> weights) {
    Tensor total = Tensor.scalar(0);
    for (Factor weight : weights) {
      for (Factor cost : costs.get(weight.sites().head())) {
        if (cost.axes().contains(particles)) {
          total = total.plus(of(weight, cost));
        }
      }
    }
    return total;
  }

  private Tensor of(Factor weight, Factor cost) {
    Vector<Axis> axes = Factor.union(Vector.of(weight, cost));
    Tensor own = cost.along(axes);
    int at = axes.indexOf(particles) - axes.size();
    Tensor all = own.sum(at).unsqueeze(at);
    Tensor others = all.minus(own).div(particles.size() - 1);
    return weight.along(axes).exp().unaryMinus().plus(1).times(others).sum();
  }
}
