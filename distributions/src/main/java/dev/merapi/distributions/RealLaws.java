package dev.merapi.distributions;

import dev.merapi.distributions.continuous.AsymmetricLaplace;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.ExponentiallyModifiedNormal;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.Levy;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.SkewLogistic;
import dev.merapi.distributions.continuous.SkewNormal;
import dev.merapi.distributions.continuous.SoftAsymmetricLaplace;
import dev.merapi.distributions.continuous.SoftLaplace;
import dev.merapi.distributions.continuous.Stable;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.continuous.Wiener;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of real numbers; see {@link Distributions}. */
public abstract sealed class RealLaws permits PositiveLaws {
  RealLaws() {}

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(Tensor loc, Tensor scale) {
    return Normal.of(loc, scale);
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(double loc, double scale) {
    return normal(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(Tensor loc, double scale) {
    return normal(loc, Tensor.scalar(scale));
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(double loc, Tensor scale) {
    return normal(Tensor.scalar(loc), scale);
  }

  /** Cauchy around the median {@code loc}. */
  public static Cauchy cauchy(Tensor loc, Tensor scale) {
    return Cauchy.of(loc, scale);
  }

  /** Cauchy around the median {@code loc}. */
  public static Cauchy cauchy(double loc, double scale) {
    return cauchy(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** Cauchy around the median {@code loc}. */
  public static Cauchy cauchy(Tensor loc, double scale) {
    return cauchy(loc, Tensor.scalar(scale));
  }

  /** Cauchy around the median {@code loc}. */
  public static Cauchy cauchy(double loc, Tensor scale) {
    return cauchy(Tensor.scalar(loc), scale);
  }

  /** Laplace around {@code loc}, with exponential tails of mean {@code scale}. */
  public static Laplace laplace(Tensor loc, Tensor scale) {
    return Laplace.of(loc, scale);
  }

  /** Laplace around {@code loc}, with exponential tails of mean {@code scale}. */
  public static Laplace laplace(double loc, double scale) {
    return laplace(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** Laplace around {@code loc}, with exponential tails of mean {@code scale}. */
  public static Laplace laplace(Tensor loc, double scale) {
    return laplace(loc, Tensor.scalar(scale));
  }

  /** Laplace around {@code loc}, with exponential tails of mean {@code scale}. */
  public static Laplace laplace(double loc, Tensor scale) {
    return laplace(Tensor.scalar(loc), scale);
  }

  /** Student's t with {@code df} degrees of freedom. */
  public static StudentT studentT(Tensor df, Tensor loc, Tensor scale) {
    return StudentT.of(df, loc, scale);
  }

  /** Student's t with {@code df} degrees of freedom. */
  public static StudentT studentT(double df, double loc, double scale) {
    return studentT(Tensor.scalar(df), Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** Student's t with {@code df} degrees of freedom. */
  public static StudentT studentT(double df, Tensor loc, Tensor scale) {
    return studentT(Tensor.scalar(df), loc, scale);
  }

  /** Student's t with {@code df} degrees of freedom. */
  public static StudentT studentT(double df, double loc, Tensor scale) {
    return studentT(Tensor.scalar(df), Tensor.scalar(loc), scale);
  }

  /** Student's t with {@code df} degrees of freedom. */
  public static StudentT studentT(double df, Tensor loc, double scale) {
    return studentT(Tensor.scalar(df), loc, Tensor.scalar(scale));
  }

  /** Logistic around {@code loc}. */
  public static Logistic logistic(Tensor loc, Tensor scale) {
    return Logistic.of(loc, scale);
  }

  /** Logistic around {@code loc}. */
  public static Logistic logistic(double loc, double scale) {
    return logistic(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** Logistic around {@code loc}. */
  public static Logistic logistic(Tensor loc, double scale) {
    return logistic(loc, Tensor.scalar(scale));
  }

  /** Logistic around {@code loc}. */
  public static Logistic logistic(double loc, Tensor scale) {
    return logistic(Tensor.scalar(loc), scale);
  }

  /** Gumbel's distribution of greatest values. */
  public static Gumbel gumbel(Tensor loc, Tensor scale) {
    return Gumbel.of(loc, scale);
  }

  /** Gumbel's distribution of greatest values. */
  public static Gumbel gumbel(double loc, double scale) {
    return gumbel(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** The hyperbolic secant distribution. */
  public static SoftLaplace softLaplace(Tensor loc, Tensor scale) {
    return SoftLaplace.of(loc, scale);
  }

  /** The hyperbolic secant distribution. */
  public static SoftLaplace softLaplace(double loc, double scale) {
    return softLaplace(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /**
   * Laplace with tails of mean scale · asymmetry on the left and scale / asymmetry on the right.
   */
  public static AsymmetricLaplace asymmetricLaplace(Tensor loc, Tensor scale, Tensor asymmetry) {
    return AsymmetricLaplace.of(loc, scale, asymmetry);
  }

  /**
   * Laplace with tails of mean scale · asymmetry on the left and scale / asymmetry on the right.
   */
  public static AsymmetricLaplace asymmetricLaplace(double loc, double scale, double asymmetry) {
    return asymmetricLaplace(Tensor.scalar(loc), Tensor.scalar(scale), Tensor.scalar(asymmetry));
  }

  /** Asymmetric Laplace whose {@code quantile} is at {@code loc}. */
  public static AsymmetricLaplace asymmetricLaplaceQuantile(
      Tensor loc, Tensor scale, Tensor quantile) {
    return AsymmetricLaplace.ofQuantile(loc, scale, quantile);
  }

  /** Asymmetric Laplace whose {@code quantile} is at {@code loc}. */
  public static AsymmetricLaplace asymmetricLaplaceQuantile(
      double loc, double scale, double quantile) {
    return asymmetricLaplaceQuantile(
        Tensor.scalar(loc), Tensor.scalar(scale), Tensor.scalar(quantile));
  }

  /** Asymmetric Laplace plus a normal of standard deviation scale · softness. */
  public static SoftAsymmetricLaplace softAsymmetricLaplace(
      Tensor loc, Tensor scale, Tensor asymmetry, Tensor softness) {
    return SoftAsymmetricLaplace.of(loc, scale, asymmetry, softness);
  }

  /** Asymmetric Laplace plus a normal of standard deviation scale · softness. */
  public static SoftAsymmetricLaplace softAsymmetricLaplace(
      double loc, double scale, double asymmetry, double softness) {
    return softAsymmetricLaplace(
        Tensor.scalar(loc),
        Tensor.scalar(scale),
        Tensor.scalar(asymmetry),
        Tensor.scalar(softness));
  }

  /** Azzalini's skew normal. */
  public static SkewNormal skewNormal(Tensor loc, Tensor scale, Tensor skew) {
    return SkewNormal.of(loc, scale, skew);
  }

  /** Azzalini's skew normal. */
  public static SkewNormal skewNormal(double loc, double scale, double skew) {
    return skewNormal(Tensor.scalar(loc), Tensor.scalar(scale), Tensor.scalar(skew));
  }

  /** Logistic with its cdf raised to a power. */
  public static SkewLogistic skewLogistic(Tensor loc, Tensor scale, Tensor asymmetry) {
    return SkewLogistic.of(loc, scale, asymmetry);
  }

  /** Logistic with its cdf raised to a power. */
  public static SkewLogistic skewLogistic(double loc, double scale, double asymmetry) {
    return skewLogistic(Tensor.scalar(loc), Tensor.scalar(scale), Tensor.scalar(asymmetry));
  }

  /** The sum of a normal and an exponential. */
  public static ExponentiallyModifiedNormal exponentiallyModifiedNormal(
      Tensor loc, Tensor scale, Tensor rate) {
    return ExponentiallyModifiedNormal.of(loc, scale, rate);
  }

  /** The sum of a normal and an exponential. */
  public static ExponentiallyModifiedNormal exponentiallyModifiedNormal(
      double loc, double scale, double rate) {
    return exponentiallyModifiedNormal(
        Tensor.scalar(loc), Tensor.scalar(scale), Tensor.scalar(rate));
  }

  /** The normal distribution of the circle. */
  public static VonMises vonMises(Tensor loc, Tensor concentration) {
    return VonMises.of(loc, concentration);
  }

  /** The normal distribution of the circle. */
  public static VonMises vonMises(double loc, double concentration) {
    return vonMises(Tensor.scalar(loc), Tensor.scalar(concentration));
  }

  /** Uniform from {@code low} to {@code high}. */
  public static Uniform uniform(Tensor low, Tensor high) {
    return Uniform.of(low, high);
  }

  /** Uniform from {@code low} to {@code high}. */
  public static Uniform uniform(double low, double high) {
    return uniform(Tensor.scalar(low), Tensor.scalar(high));
  }

  /** Uniform from {@code low} to {@code high}. */
  public static Uniform uniform(Tensor low, double high) {
    return uniform(low, Tensor.scalar(high));
  }

  /** Uniform from {@code low} to {@code high}. */
  public static Uniform uniform(double low, Tensor high) {
    return uniform(Tensor.scalar(low), high);
  }

  /** Lévy's distribution above {@code loc}. */
  public static Levy levy(Tensor loc, Tensor scale) {
    return Levy.of(loc, scale);
  }

  /** Lévy's distribution above {@code loc}. */
  public static Levy levy(double loc, double scale) {
    return levy(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** The time of a decision, with the sign of the end that was met first. */
  public static Wiener wiener(Tensor boundary, Tensor delay, Tensor bias, Tensor drift) {
    return Wiener.of(boundary, delay, bias, drift);
  }

  /** Stable with skewness in [−1, 1], in Nolan's S⁰ form. */
  public static Stable stable(Tensor stability, Tensor skew, Tensor scale, Tensor loc) {
    return Stable.of(stability, skew, scale, loc);
  }

  /** Stable with skewness in [−1, 1], in Nolan's S⁰ form. */
  public static Stable stable(double stability, double skew, double scale, double loc) {
    return stable(
        Tensor.scalar(stability), Tensor.scalar(skew), Tensor.scalar(scale), Tensor.scalar(loc));
  }
}
