package dev.merapi.distributions.divergence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Kumaraswamy;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The ends of the numbers that a distribution of densities gives probability to. */
record Reach(Tensor low, Tensor high) {

  /** The ends of a set of numbers; null for sets that are no interval. */
  static @Nullable Reach of(Constraint support) {
    Tensor least = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor greatest = Tensor.scalar(Double.POSITIVE_INFINITY);
    return switch (support) {
      case Real _ -> new Reach(least, greatest);
      case GreaterThan(Tensor low, _) -> new Reach(low, greatest);
      case LessThan(Tensor high, _) -> new Reach(least, high);
      case Interval(Tensor low, _, Tensor high, _) -> new Reach(low, high);
      case Constraint _ -> null;
    };
  }

  /**
   * Whether a distribution comes as close as one likes to both ends of the support that it states.
   */
  static boolean isTight(Distribution distribution) {
    return switch (distribution) {
      case Normal _, LogNormal _, HalfNormal _, Cauchy _, HalfCauchy _, StudentT _ -> true;
      case Laplace _, Logistic _, Gumbel _, Exponential _, Gamma _, InverseGamma _ -> true;
      case Weibull _, Pareto _, Beta _, Kumaraswamy _, Uniform _, ContinuousBernoulli _ -> true;
      default -> false;
    };
  }

  /** 1 where this interval lies in the other. */
  Tensor within(Reach other) {
    return low.ge(other.low).and(high.le(other.high));
  }
}
