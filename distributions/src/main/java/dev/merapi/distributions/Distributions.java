package dev.merapi.distributions;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.combinator.Censored;
import dev.merapi.distributions.combinator.Delta;
import dev.merapi.distributions.combinator.Empirical;
import dev.merapi.distributions.combinator.Folded;
import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.distributions.combinator.ImproperUniform;
import dev.merapi.distributions.combinator.IntervalCensored;
import dev.merapi.distributions.combinator.MaskedMixture;
import dev.merapi.distributions.combinator.Mixture;
import dev.merapi.distributions.combinator.MixtureSameFamily;
import dev.merapi.distributions.combinator.Rejector;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.combinator.Truncated;
import dev.merapi.distributions.combinator.Unit;
import dev.merapi.distributions.combinator.ZeroInflated;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The distributions by name, for {@code import static dev.merapi.distributions.Distributions.*}. Parameters
 * are tensors or numbers; tensors broadcast. A name that could mean two parametrisations says which
 * one it takes. The names are spread over {@link RealLaws}, {@link PositiveLaws}, {@link
 * FractionLaws}, {@link CategoryLaws}, {@link CountLaws}, {@link VectorLaws} and {@link PathLaws},
 * from which this class inherits; its own are those that build on other distributions.
 */
public final class Distributions extends PathLaws {
  private Distributions() {}

  /** All probability at one number, or at each number of a batch. */
  public static Delta delta(Tensor value) {
    return Delta.of(value, 0);
  }

  /** All probability at one value whose last {@code eventDim} axes are one event. */
  public static Delta delta(Tensor value, int eventDim) {
    return Delta.of(value, eventDim);
  }

  /** The empty event with a log-density: a factor. */
  public static Unit unit(Tensor logFactor) {
    return Unit.of(logFactor);
  }

  /** One of the given points [N, B..], all alike. */
  public static Empirical empirical(Tensor samples) {
    return Empirical.of(samples, 0);
  }

  /** Density 1 on all numbers of a set: a flat prior without draws. */
  public static ImproperUniform improperUniform(Constraint support) {
    return new ImproperUniform(support, Shape.SCALAR, Shape.SCALAR);
  }

  /** Density 1 on all events of a set: a flat prior without draws. */
  public static ImproperUniform improperUniform(Constraint support, Shape event) {
    return new ImproperUniform(support, Shape.SCALAR, event);
  }

  /** The distribution of the bijectors, in order, applied to draws of a distribution. */
  public static Transformed transformed(Distribution base, Bijector... bijectors) {
    return Transformed.of(base, bijectors);
  }

  /** A mixture of the members of one family along their last batch axis. */
  public static MixtureSameFamily mixture(Tensor probs, Distribution components) {
    return MixtureSameFamily.ofProbs(probs, components);
  }

  /** A mixture of different distributions. */
  public static Mixture mixture(Tensor probs, List<? extends Distribution> components) {
    return Mixture.of(probs, components);
  }

  /** The distribution {@code one} where the mask is 1, the distribution {@code zero} where it is 0. */
  public static MaskedMixture maskedMixture(Tensor mask, Distribution zero, Distribution one) {
    return MaskedMixture.of(mask, zero, one);
  }

  /** A distribution of numbers conditioned on low ≤ x ≤ high. */
  public static Truncated truncated(Distribution base, Tensor low, Tensor high) {
    return Truncated.of(base, low, high);
  }

  /** A distribution of numbers conditioned on low ≤ x ≤ high; either may be infinite. */
  public static Truncated truncated(Distribution base, double low, double high) {
    return truncated(base, Tensor.scalar(low), Tensor.scalar(high));
  }

  /** A distribution of which values are known only to be no greater where the flag is 1. */
  public static Censored leftCensored(Distribution base, Tensor censored) {
    return Censored.left(base, censored);
  }

  /** A distribution of which values are known only to be exceeded where the flag is 1. */
  public static Censored rightCensored(Distribution base, Tensor censored) {
    return Censored.right(base, censored);
  }

  /** A distribution of which values are known only to lie in an interval (low, high). */
  public static IntervalCensored intervalCensored(Distribution base) {
    return new IntervalCensored(base);
  }

  /** A distribution of counts with extra zeros of probability {@code gate}. */
  public static ZeroInflated zeroInflated(Distribution base, Tensor gate) {
    return ZeroInflated.ofProbs(base, gate);
  }

  /** A distribution of counts with extra zeros of probability {@code gate}. */
  public static ZeroInflated zeroInflated(Distribution base, double gate) {
    return zeroInflated(base, Tensor.scalar(gate));
  }

  /** 0 with probability {@code gate}, else a value of the base that is not 0. */
  public static Hurdle hurdle(Distribution base, Tensor gate) {
    return Hurdle.ofProbs(base, gate);
  }

  /** 0 with probability {@code gate}, else a value of the base that is not 0. */
  public static Hurdle hurdle(Distribution base, double gate) {
    return hurdle(base, Tensor.scalar(gate));
  }

  /** |x| for x of a distribution of real numbers. */
  public static Folded folded(Distribution base) {
    return new Folded(base);
  }

  /** Draws of a distribution that are kept with a probability, whose mean has the given logarithm. */
  public static Rejector rejector(
      Distribution proposal, UnaryOperator<Tensor> logAcceptance, Tensor logScale) {
    return Rejector.of(proposal, logAcceptance, logScale);
  }
}
