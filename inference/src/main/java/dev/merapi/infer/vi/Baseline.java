package dev.merapi.infer.vi;

import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * What is taken from the cost that weighs ∇ ln q of a draw. It does not depend on the draw, so the
 * gradient stays unbiased; it adds (1 − w) b, with w the weight of value 1 of the draw: 0, with the
 * gradient −b ∇ ln q.
 *
 * <p>Either what the guide expects, which learns by least squares: −½ (cost − b)² less the number
 * that it is adds 0, with a gradient for b alone (Mnih and Gregor, <em>Neural variational inference
 * and learning in belief networks</em>, ICML 2014). Or the mean cost of the other particles (Kool,
 * van Hoof and Welling, <em>Buy 4 REINFORCE samples, get a baseline for free!</em>, 2019). Or both:
 * the mean of what the guide's expectation leaves of the others.
 */
final class Baseline {
  private final Axis particles;
  private final boolean others;
  private final Map<String, Factor> expected;
  private Map<String, Factor> costs = LinkedHashMap.empty();

  /**
   * @param others whether the other particles count
   * @param expected what the guide expects
   */
  Baseline(int particles, boolean others, Vector<Factor> expected) {
    this.particles = new Axis.Plate(Particles.PLATE, particles);
    this.others = others;
    this.expected = expected.toLinkedMap(factor -> factor.sites().head(), factor -> factor);
  }

  /** Notes a cost and the weights of the draws that it may depend on. */
  void add(Factor cost, double sign, Vector<Factor> weights) {
    if ((!others && expected.isEmpty()) || !cost.variables().isEmpty()) {
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
        Factor left = cost;
        for (Factor guess : expected.get(weight.sites().head())) {
          total = total.plus(learned(guess, cost)).plus(of(weight, number(guess)));
          left = sum(cost, number(guess).times(Tensor.scalar(-1)));
        }
        if (others && left.axes().contains(particles)) {
          total = total.plus(of(weight, ofOthers(left)));
        }
      }
    }
    return total;
  }

  private static Factor number(Factor factor) {
    return new Factor(factor.axes(), StopGradient.of(factor.table()), factor.sites());
  }

  /** 0, with the gradient of −½ Σ (cost − b)². */
  private static Tensor learned(Factor guess, Factor cost) {
    Vector<Axis> axes = Factor.union(Vector.of(guess, cost));
    Tensor error = cost.along(axes).minus(guess.along(axes)).square().sum().times(-0.5);
    return error.minus(StopGradient.of(error));
  }

  private Factor ofOthers(Factor cost) {
    int at = cost.axes().indexOf(particles) - cost.axes().size();
    Tensor own = cost.table();
    Tensor mean = own.sum(at).unsqueeze(at).minus(own).div(particles.size() - 1);
    return new Factor(cost.axes(), mean, cost.sites());
  }

  private static Tensor of(Factor weight, Factor baseline) {
    Vector<Axis> axes = Factor.union(Vector.of(weight, baseline));
    Tensor one = weight.along(axes).exp().unaryMinus().plus(1);
    return one.times(baseline.along(axes)).sum();
  }
}
