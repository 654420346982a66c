package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.internal.discrete.Ledger;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Rényi's bound, 1/(1 − α) ln 1/n Σ (p(x, zᵢ) / q(zᵢ))^(1 − α) with n draws of the guide (Li and
 * Turner, <em>Rényi divergence variational inference</em>, NeurIPS 2016, equation 8). With α = 0 it
 * is that of importance weighted autoencoders, which rises to ln p(x) with n; it is below ln p(x)
 * in the mean for α ≥ 0, and may be above it for α &lt; 0. As α goes to 1 it becomes the evidence
 * lower bound.
 *
 * <p>Sites that are enumerated in the model are summed out in each draw. Gradients flow through the
 * draws; where there are none, the whole bound weighs the score of every draw, which is unbiased
 * and noisy. {@link #doublyReparametrised} takes that part of the gradient that comes from ln q by
 * a second path, whose noise does not drown it as n grows. A minibatch makes the bound biased: the
 * logarithm is not that of a sum over rows.
 *
 * @param alpha the order, not 1
 * @param particles n, at least 1
 * @param doubly whether gradients are doubly reparametrised
 */
public record Renyi(double alpha, int particles, boolean doubly) implements Bound.Objective {
  /** Checks the settings. */
  public Renyi {
    if (alpha == 1 || !Double.isFinite(alpha)) {
      throw new ModelException(
          "The order of Rényi's bound is a finite number other than 1, but it is %s; at 1 it is TraceEnum."
              .formatted(alpha));
    }
    if (particles < 1) {
      throw new ModelException(
          "A bound takes %d particles; ask for at least one".formatted(particles));
    }
  }

  /** The bound of n draws. */
  public Renyi(double alpha, int particles) {
    this(alpha, particles, false);
  }

  /**
   * The same bound, with a gradient of the same mean: with wᵢ the normalised weights to the power 1
   * − α, the slope of ln p − ln q along draw i counts (α + (1 − α) wᵢ) wᵢ, and that of ln q at the
   * draw nothing (Tucker, Lawson, Gu and Maddison, <em>Doubly reparameterized gradient estimators
   * for Monte Carlo objectives</em>, ICLR 2019, equation 8, there for α = 0). Takes draws that
   * gradients flow through.
   */
  public Renyi doublyReparametrised() {
    return new Renyi(alpha, particles, true);
  }

  /** The importance weighted bound of n draws. */
  public static Renyi importanceWeighted(int particles) {
    return new Renyi(0, particles);
  }

  /** The bound, shape []. */
  @Override
  public Tensor elbo(Model<?> model, Model<?> guide, Key key) {
    Runs runs =
        doubly
            ? Runs.weighed(model, guide, particles, this::slopes, key)
            : Runs.of(model, guide, particles, key);
    Ledger ledger = ledger(runs);
    Tensor logWeights = logWeights(ledger);
    Tensor scores = Tensor.scalar(0);
    for (Factor score : ledger.scores()) {
      scores = scores.plus(score.table().sum());
    }
    double power = 1 - alpha;
    Tensor bound =
        logWeights.rank() == 0
            ? logWeights
            : logWeights.times(power).logSumExp(0).minus(Math.log(particles)).div(power);
    return ledger.scores().isEmpty() ? bound : bound.times(scores.exp());
  }

  /** α + (1 − α) wᵢ for each particle, [particles], or [1] of one. */
  private Tensor slopes(Runs runs) {
    runs.proposal()
        .estimators()
        .filterValues(Estimator.SCORE::equals)
        .keySet()
        .headOption()
        .forEach(
            site -> {
              throw new ModelException(
                  "Site '%s' of the guide is drawn without a gradient, so there is no path that could be taken twice. Enumerate it in the model, draw it from a reparametrised distribution, or take the bound without doublyReparametrised()."
                      .formatted(site));
            });
    Tensor logWeights = logWeights(ledger(runs)).times(1 - alpha);
    return logWeights.rank() == 0
        ? Tensor.ones(Shape.of(1))
        : logWeights.minus(logWeights.logSumExp(0)).exp().times(1 - alpha).plus(alpha);
  }

  private static Ledger ledger(Runs runs) {
    if (!runs.proposal().sites().isEmpty()) {
      throw new ModelException(
          "The guide enumerates %s, but within the logarithm of a mean a sum over its values has no meaning. Draw them, mark them in the model instead, or use TraceEnum."
              .formatted(
                  Phrases.quoted(
                      runs.proposal()
                          .estimators()
                          .filterValues(Estimator.ENUMERATED::equals)
                          .keySet())));
    }
    return runs.ledger(Summing.EXACT);
  }

  /** ln p(x, zᵢ) − ln q(zᵢ), [particles], or [] of one. */
  private static Tensor logWeights(Ledger ledger) {
    Tensor logWeights = Tensor.scalar(0);
    for (Factor gain : ledger.gains()) {
      logWeights = logWeights.plus(each(gain));
    }
    for (Group group : ledger.groups()) {
      for (Factor gain : group.sums()) {
        logWeights = logWeights.plus(each(gain));
      }
    }
    for (Factor loss : ledger.losses()) {
      logWeights = logWeights.minus(each(loss));
    }
    return logWeights;
  }

  /** What belongs to each particle, [particles] or []. */
  private static Tensor each(Factor factor) {
    return factor
        .without(
            axis -> !(axis instanceof Axis.Plate(String name, _) && name.equals(Particles.PLATE)),
            (table, axes) -> table.sum(axes))
        .table();
  }
}
