package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogGammaP;
import dev.merapi.tensor.internal.op.LogGammaQ;

/**
 * Poisson(rate) on {0, 1, 2, …}: P(k) = rateᵏ e^(−rate) / k!, with rate ≥ 0, given as it is or by
 * its logarithm. Parameters have shape B; events are numbers.
 */
public record Poisson(Rate given, Shape batchShape) implements Univariate {

  /**
   * The mean, as it was given: a rate of 0 is exact in the first form; in the second the density is
   * k ln rate − rate − ln k! without the loss of a logarithm of a rate that is too small or too
   * large to be a number.
   */
  public sealed interface Rate {
    /** The mean, ≥ 0. */
    Tensor rate();

    /** Its logarithm. */
    Tensor logRate();

    /** k ln rate, where 0 · −∞ is 0. */
    Tensor logPower(Tensor k);
  }

  /** The mean itself. */
  public record OfRate(Tensor rate) implements Rate {
    @Override
    public Tensor logRate() {
      return rate.log();
    }

    @Override
    public Tensor logPower(Tensor k) {
      return k.xlogy(rate);
    }
  }

  /** The logarithm of the mean. A mean above e⁷⁰⁹ is e⁷⁰⁹: soon after it, it would be no number. */
  public record OfLogRate(Tensor given) implements Rate {
    private static final Tensor GREATEST = Tensor.scalar(709);

    @Override
    public Tensor rate() {
      return logRate().exp();
    }

    @Override
    public Tensor logRate() {
      return given.minimum(GREATEST);
    }

    @Override
    public Tensor logPower(Tensor k) {
      return k.times(logRate());
    }
  }

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Poisson {
    parameters(given).check(batchShape);
  }

  /** Poisson with mean {@code rate}. */
  @Factory("poisson")
  public static Poisson of(Tensor rate) {
    return of(new OfRate(rate));
  }

  /** Poisson with mean exp({@code logRate}), as of a regression with its usual link. */
  @Factory("poissonLog")
  public static Poisson ofLog(Tensor logRate) {
    return of(new OfLogRate(logRate));
  }

  private static Poisson of(Rate given) {
    return new Poisson(given, parameters(given).shape());
  }

  private static Parameters parameters(Rate given) {
    Parameters parameters = Parameters.of("Poisson");
    return switch (given) {
      case OfRate(Tensor rate) -> parameters.with("rate", rate, Constraints.nonnegative());
      case OfLogRate(Tensor logRate) -> parameters.real("logRate", logRate);
    };
  }

  @Override
  public Parameters parameters() {
    return parameters(given);
  }

  /** The mean, of the shape in which it was given. */
  public Tensor rate() {
    return given.rate();
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    return switch (given) {
      case OfRate(Tensor rate) -> Terms.poissonDraw(key, rate, shape);
      case OfLogRate log -> Terms.mixedPoissonDraw(key, log.rate(), shape);
    };
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return given.logPower(value).minus(value.plus(1).lgamma()).minus(rate());
  }

  @Override
  public Poisson expand(Shape batchShape) {
    return Parameters.checked(() -> new Poisson(given, batchShape));
  }

  @Override
  public Tensor mean() {
    return rate().expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return rate().expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return rate().floor().expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(value, true, k -> new LogGammaQ().on(k.plus(1), rate()));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(value, false, k -> new LogGammaP().on(k.plus(1), rate()));
  }
}
