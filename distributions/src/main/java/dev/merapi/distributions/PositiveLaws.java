package dev.merapi.distributions;

import dev.merapi.distributions.continuous.Dagum;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.FisherSnedecor;
import dev.merapi.distributions.continuous.Frechet;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.GeneralizedPareto;
import dev.merapi.distributions.continuous.Gompertz;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.InverseGaussian;
import dev.merapi.distributions.continuous.LogLogistic;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.LogUniform;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Rayleigh;
import dev.merapi.distributions.continuous.TruncatedPolyaGamma;
import dev.merapi.distributions.continuous.TruncatedPowerLaw;
import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of positive numbers; see {@link Distributions}. */
public abstract sealed class PositiveLaws extends RealLaws permits FractionLaws {
  PositiveLaws() {}

  /** |x| for x normal with mean 0 and standard deviation {@code scale}. */
  public static HalfNormal halfNormal(Tensor scale) {
    return HalfNormal.of(scale);
  }

  /** |x| for x normal with mean 0 and standard deviation {@code scale}. */
  public static HalfNormal halfNormal(double scale) {
    return halfNormal(Tensor.scalar(scale));
  }

  /** |x| for x Cauchy around 0; the median is {@code scale}. */
  public static HalfCauchy halfCauchy(Tensor scale) {
    return HalfCauchy.of(scale);
  }

  /** |x| for x Cauchy around 0; the median is {@code scale}. */
  public static HalfCauchy halfCauchy(double scale) {
    return halfCauchy(Tensor.scalar(scale));
  }

  /** Exponential with mean 1/rate. */
  public static Exponential exponential(Tensor rate) {
    return Exponential.of(rate);
  }

  /** Exponential with mean 1/rate. */
  public static Exponential exponential(double rate) {
    return exponential(Tensor.scalar(rate));
  }

  /** Gamma with mean concentration/rate. */
  public static Gamma gamma(Tensor concentration, Tensor rate) {
    return Gamma.of(concentration, rate);
  }

  /** Gamma with mean concentration/rate. */
  public static Gamma gamma(double concentration, double rate) {
    return gamma(Tensor.scalar(concentration), Tensor.scalar(rate));
  }

  /** Gamma with mean concentration/rate. */
  public static Gamma gamma(Tensor concentration, double rate) {
    return gamma(concentration, Tensor.scalar(rate));
  }

  /** Gamma with mean concentration/rate. */
  public static Gamma gamma(double concentration, Tensor rate) {
    return gamma(Tensor.scalar(concentration), rate);
  }

  /** Gamma with the given mean and standard deviation. */
  public static Gamma gammaMean(Tensor mean, Tensor stddev) {
    return Gamma.ofMean(mean, stddev);
  }

  /** Gamma with the given mean and standard deviation. */
  public static Gamma gammaMean(double mean, double stddev) {
    return gammaMean(Tensor.scalar(mean), Tensor.scalar(stddev));
  }

  /** 1/x for x Gamma(concentration, rate). */
  public static InverseGamma inverseGamma(Tensor concentration, Tensor rate) {
    return InverseGamma.of(concentration, rate);
  }

  /** 1/x for x Gamma(concentration, rate). */
  public static InverseGamma inverseGamma(double concentration, double rate) {
    return inverseGamma(Tensor.scalar(concentration), Tensor.scalar(rate));
  }

  /** 1/x for x Gamma(concentration, rate). */
  public static InverseGamma inverseGamma(Tensor concentration, double rate) {
    return inverseGamma(concentration, Tensor.scalar(rate));
  }

  /** 1/x for x Gamma(concentration, rate). */
  public static InverseGamma inverseGamma(double concentration, Tensor rate) {
    return inverseGamma(Tensor.scalar(concentration), rate);
  }

  /** χ² with {@code df} degrees of freedom: a Gamma(df/2, 1/2). */
  public static Gamma chi2(Tensor df) {
    Tensor checked = Validation.positive("Chi2", "df", df);
    return Gamma.of(checked.times(0.5), Tensor.scalar(0.5));
  }

  /** χ² with {@code df} degrees of freedom: a Gamma(df/2, 1/2). */
  public static Gamma chi2(double df) {
    return chi2(Tensor.scalar(df));
  }

  /** eˣ for x normal. */
  public static LogNormal logNormal(Tensor loc, Tensor scale) {
    return LogNormal.of(loc, scale);
  }

  /** eˣ for x normal. */
  public static LogNormal logNormal(double loc, double scale) {
    return logNormal(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** eˣ for x normal. */
  public static LogNormal logNormal(Tensor loc, double scale) {
    return logNormal(loc, Tensor.scalar(scale));
  }

  /** eˣ for x normal. */
  public static LogNormal logNormal(double loc, Tensor scale) {
    return logNormal(Tensor.scalar(loc), scale);
  }

  /** eˣ for x uniform from ln low to ln high. */
  public static LogUniform logUniform(Tensor low, Tensor high) {
    return LogUniform.of(low, high);
  }

  /** eˣ for x uniform from ln low to ln high. */
  public static LogUniform logUniform(double low, double high) {
    return logUniform(Tensor.scalar(low), Tensor.scalar(high));
  }

  /** Weibull. */
  public static Weibull weibull(Tensor scale, Tensor concentration) {
    return Weibull.of(scale, concentration);
  }

  /** Weibull. */
  public static Weibull weibull(double scale, double concentration) {
    return weibull(Tensor.scalar(scale), Tensor.scalar(concentration));
  }

  /** Fréchet. */
  public static Frechet frechet(Tensor concentration, Tensor scale) {
    return Frechet.of(concentration, scale);
  }

  /** Fréchet. */
  public static Frechet frechet(double concentration, double scale) {
    return frechet(Tensor.scalar(concentration), Tensor.scalar(scale));
  }

  /** Pareto above {@code scale}, with tail x^(−alpha). */
  public static Pareto pareto(Tensor scale, Tensor alpha) {
    return Pareto.of(scale, alpha);
  }

  /** Pareto above {@code scale}, with tail x^(−alpha). */
  public static Pareto pareto(double scale, double alpha) {
    return pareto(Tensor.scalar(scale), Tensor.scalar(alpha));
  }

  /** Excesses over the threshold {@code loc}. */
  public static GeneralizedPareto generalizedPareto(
      Tensor loc, Tensor scale, Tensor concentration) {
    return GeneralizedPareto.of(loc, scale, concentration);
  }

  /** Excesses over the threshold {@code loc}. */
  public static GeneralizedPareto generalizedPareto(
      double loc, double scale, double concentration) {
    return generalizedPareto(
        Tensor.scalar(loc), Tensor.scalar(scale), Tensor.scalar(concentration));
  }

  /** The length of a vector of two normals. */
  public static Rayleigh rayleigh(Tensor scale) {
    return Rayleigh.of(scale);
  }

  /** The length of a vector of two normals. */
  public static Rayleigh rayleigh(double scale) {
    return rayleigh(Tensor.scalar(scale));
  }

  /** eˣ for x logistic. */
  public static LogLogistic logLogistic(Tensor scale, Tensor concentration) {
    return LogLogistic.of(scale, concentration);
  }

  /** eˣ for x logistic. */
  public static LogLogistic logLogistic(double scale, double concentration) {
    return logLogistic(Tensor.scalar(scale), Tensor.scalar(concentration));
  }

  /** Gompertz. */
  public static Gompertz gompertz(Tensor concentration, Tensor rate) {
    return Gompertz.of(concentration, rate);
  }

  /** Gompertz. */
  public static Gompertz gompertz(double concentration, double rate) {
    return gompertz(Tensor.scalar(concentration), Tensor.scalar(rate));
  }

  /** Dagum. */
  public static Dagum dagum(Tensor concentration, Tensor sharpness, Tensor scale) {
    return Dagum.of(concentration, sharpness, scale);
  }

  /** Dagum. */
  public static Dagum dagum(double concentration, double sharpness, double scale) {
    return dagum(Tensor.scalar(concentration), Tensor.scalar(sharpness), Tensor.scalar(scale));
  }

  /** Inverse Gaussian (Wald) with the given mean. */
  public static InverseGaussian inverseGaussian(Tensor mean, Tensor concentration) {
    return InverseGaussian.of(mean, concentration);
  }

  /** Inverse Gaussian (Wald) with the given mean. */
  public static InverseGaussian inverseGaussian(double mean, double concentration) {
    return inverseGaussian(Tensor.scalar(mean), Tensor.scalar(concentration));
  }

  /** F with df1 and df2 degrees of freedom. */
  public static FisherSnedecor fisherSnedecor(Tensor df1, Tensor df2) {
    return FisherSnedecor.of(df1, df2);
  }

  /** F with df1 and df2 degrees of freedom. */
  public static FisherSnedecor fisherSnedecor(double df1, double df2) {
    return fisherSnedecor(Tensor.scalar(df1), Tensor.scalar(df2));
  }

  /** Density in proportion to x^alpha from {@code low} to {@code high}. */
  public static TruncatedPowerLaw truncatedPowerLaw(Tensor alpha, Tensor low, Tensor high) {
    return TruncatedPowerLaw.of(alpha, low, high);
  }

  /** Density in proportion to x^alpha from {@code low} to {@code high}. */
  public static TruncatedPowerLaw truncatedPowerLaw(double alpha, double low, double high) {
    return truncatedPowerLaw(Tensor.scalar(alpha), Tensor.scalar(low), Tensor.scalar(high));
  }

  /** Pólya and gamma's PG(1, 0) below 2.5. */
  public static TruncatedPolyaGamma truncatedPolyaGamma() {
    return TruncatedPolyaGamma.of(2.5);
  }
}
