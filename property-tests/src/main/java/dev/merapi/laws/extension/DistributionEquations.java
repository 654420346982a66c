package dev.merapi.laws.extension;

import static dev.merapi.distributions.Distributions.studentT;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.laws.verify.Check;
import dev.merapi.laws.verify.Outcome;
import dev.merapi.laws.verify.Profile;
import dev.merapi.laws.verify.Verdict;
import dev.merapi.laws.verify.Verify;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/** The laws of a distribution. */
final class DistributionEquations {
  private static final int DRAWS = 40_000;

  private DistributionEquations() {}

  /**
   * All laws of a distribution: it is a model of one site, which is verified, and besides its
   * shapes, the algebra of expand and toEvent, and the total of its probability.
   */
  static Verdict all(Distribution distribution) {
    Distribution one = distribution.toEvent();
    Model<?> model =
        one.isDiscrete() && !one.isEnumerable()
            ? Models.observe("x", one, one.sample(Key.of(1)))
            : Models.sample("x", one);
    return Verify.that(model)
        .check(
            Check.exact(
                "shapes",
                "draws and densities of another shape, draws outside of the support",
                "values that are seldom drawn",
                (_, key) -> shapes(distribution, key)))
        .check(
            Check.exact(
                "expand",
                "an expansion or a joint event that is another distribution",
                "batch shapes that are not tried",
                (_, key) -> algebra(distribution, key)))
        .check(
            Check.chance(
                "total",
                "a density without its normaliser",
                "what is missing in tails of little mass",
                Profile.INSTANT,
                (_, key) -> total(one, key)))
        .verdict();
  }

  private static Outcome shapes(Distribution distribution, Key key) {
    Shape batch = distribution.batchShape();
    for (Shape sample : new Shape[] {Shape.SCALAR, Shape.of(3), Shape.of(2, 1)}) {
      Tensor x = distribution.sample(key, sample);
      Shape expected = sample.append(batch).append(distribution.eventShape());
      if (!x.shape().equals(expected)) {
        return new Outcome.Failed("A draw has shape %s, not %s.".formatted(x.shape(), expected));
      }
      Tensor density = distribution.logProb(x);
      if (!density.shape().equals(sample.append(batch))) {
        return new Outcome.Failed(
            "Densities of a value of shape %s have shape %s, not %s."
                .formatted(x.shape(), density.shape(), sample.append(batch)));
      }
      distribution.requireInSupport(x);
      if (!Arrays.stream(density.toArray()).allMatch(Double::isFinite)) {
        return new Outcome.Failed("A draw has log density %s; it is %s.".formatted(density, x));
      }
    }
    return new Outcome.Passed("three sample shapes");
  }

  private static Outcome algebra(Distribution distribution, Key key) {
    Shape batch = distribution.batchShape();
    Tensor x = distribution.sample(key, Shape.of(3));
    Tensor expected = distribution.logProb(x);
    Distribution wider = distribution.expand(Shape.of(3).append(batch));
    if (!wider.logProb(x).equals(expected)) {
      return new Outcome.Failed(
          "Expanded to %s it has the log densities %s, not %s."
              .formatted(wider.batchShape(), wider.logProb(x), expected));
    }
    if (!wider.sample(key).shape().equals(x.shape())) {
      return new Outcome.Failed(
          "Expanded to %s it draws a value of shape %s, not %s."
              .formatted(wider.batchShape(), wider.sample(key).shape(), x.shape()));
    }
    Tensor joint = wider.toEvent(1).logProb(x);
    int last = batch.rank() == 0 ? 0 : -1;
    double gap = joint.minus(expected.sum(last)).abs().max().item();
    return gap <= 1e-9 * (1 + expected.abs().sum().item())
        ? new Outcome.Passed("expanded and joined")
        : new Outcome.Failed("As one event its log density is off by %.3g.".formatted(gap));
  }

  /** ∫ p = E_q[p/q], with q heavy-tailed on the free numbers, around the draws' own. */
  private static Outcome total(Distribution one, Key key) {
    if (one.isDiscrete()) {
      if (!one.isEnumerable() || one.eventDim() > 0) {
        return new Outcome.Idle("its values cannot be listed");
      }
      double sum = one.logProb(one.enumerateSupport(false)).exp().sum().item();
      return Math.abs(sum - 1) < 1e-9
          ? new Outcome.Passed("the sum is 1")
          : new Outcome.Failed("Its probabilities add up to %.9g.".formatted(sum));
    }
    Bijector onto = BijectTo.of(one.support());
    Tensor free = onto.inverse(one.sample(key.fold("own"), Shape.of(1000)));
    Tensor loc = free.median(0);
    Tensor scale = free.minus(loc).abs().median(0).plus(1e-3).times(1.5);
    Distribution proposal = studentT(3, loc, scale).toEvent();
    Tensor u = proposal.sample(key, Shape.of(DRAWS));
    Tensor x = onto.forward(u);
    Tensor weight =
        one.logProb(x)
            .plus(onto.logAbsDetJacobian(u, x).expand(Shape.of(DRAWS)))
            .minus(proposal.logProb(u))
            .exp();
    Mean mean = Mean.of(weight.minus(1).toArray());
    if (mean.isHeavy()) {
      return new Outcome.Idle("its tails are too heavy for the integral");
    }
    return mean.p() > Check.FALSE_ALARM
        ? new Outcome.Passed(
            "the integral is %.4f ± %.2g".formatted(1 + mean.value(), mean.error()))
        : new Outcome.Failed(
            "Its density integrates to %.4f ± %.2g.".formatted(1 + mean.value(), mean.error()));
  }
}
