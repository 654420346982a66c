package dev.merapi.infer.mcmc;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/** Potentials with gradients written by hand, for the tests of this module. */
public final class Targets {
  private Targets() {}

  /** A potential without scratch, which any number of threads may share. */
  public interface Shared extends Potential {
    @Override
    default Potential fork() {
      return this;
    }
  }

  /** Independent normals with the given scales: log p = −½ Σ (qᵢ/σᵢ)². */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Normals(double... scale) implements Shared {
    @Override
    public int dimension() {
      return scale.length;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < scale.length; i++) {
        double z = q[i] / scale[i];
        sum -= 0.5 * z * z;
        gradient[i] = -z / scale[i];
      }
      return sum;
    }
  }

  /** A bivariate normal with unit variances and correlation ρ. */
  public record Correlated(double rho) implements Shared {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double precision = 1 / (1 - rho * rho);
      gradient[0] = -precision * (q[0] - rho * q[1]);
      gradient[1] = -precision * (q[1] - rho * q[0]);
      return 0.5 * (q[0] * gradient[0] + q[1] * gradient[1]);
    }
  }

  /** x ~ Normal(0, 1), y | x ~ Normal(x², 1): E y = 1, Var y = 3, Cov(x, y) = 0. */
  public record Banana() implements Shared {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double r = q[1] - q[0] * q[0];
      gradient[0] = -q[0] + 2 * q[0] * r;
      gradient[1] = -r;
      return -0.5 * (q[0] * q[0] + r * r);
    }
  }

  /** v ~ Normal(0, s), x | v ~ Normal(0, eᵛ). */
  public record Funnel(double deviation) implements Shared {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double z = q[0] / deviation;
      double standard = q[1] * ExpKernel.scalar(-q[0]);
      gradient[0] = -z / deviation + standard * standard - 1;
      gradient[1] = -standard * ExpKernel.scalar(-q[0]);
      return -0.5 * (z * z + standard * standard) - q[0];
    }
  }

  /** μ ~ Normal(0, 1), λ ~ Normal(0, ½), yᵢ ~ Normal(μ, e^λ), of data that may become others. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Located(double... data) implements Potential {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double precision = ExpKernel.scalar(-2 * q[1]);
      double pull = 0;
      double squares = 0;
      for (double y : data) {
        pull += y - q[0];
        squares += (y - q[0]) * (y - q[0]);
      }
      gradient[0] = pull * precision - q[0];
      gradient[1] = squares * precision - data.length - 4 * q[1];
      return -0.5 * (q[0] * q[0] + 4 * q[1] * q[1] + squares * precision) - data.length * q[1];
    }

    @Override
    public Potential fork() {
      return new Located(data.clone());
    }
  }

  /** Exponential of rate 1, with a jump at 0. */
  public record Exponential() implements Shared {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      gradient[0] = -1;
      return q[0] < 0 ? Double.NEGATIVE_INFINITY : -q[0];
    }
  }

  /** A well of radius {@code radius}: normal inside, no density outside. */
  public record Well(int dimension, double radius) implements Shared {
    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < dimension; i++) {
        sum += q[i] * q[i];
        gradient[i] = -q[i];
      }
      return sum > radius * radius ? Double.NEGATIVE_INFINITY : -0.5 * sum;
    }
  }

  /**
   * Eight schools, non-centred: q = (z₁ … z₈, μ, log τ); z ~ Normal(0, 1), μ ~ Normal(0, 5), τ ~
   * HalfCauchy(5), yᵢ ~ Normal(μ + τ zᵢ, σᵢ). Data: Rubin (1981), table 1.
   */
  public record EightSchools() implements Shared {
    private static final double[] Y = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] SIGMA = {15, 10, 16, 11, 9, 11, 10, 18};

    @Override
    public int dimension() {
      return 10;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double mu = q[8];
      double tau = ExpKernel.scalar(q[9]);
      double sum = 0;
      double byMu = 0;
      double byTau = 0;
      for (int i = 0; i < 8; i++) {
        double precision = 1 / (SIGMA[i] * SIGMA[i]);
        double residual = Y[i] - mu - tau * q[i];
        double pull = residual * precision;
        sum -= 0.5 * (q[i] * q[i] + residual * pull);
        byMu += pull;
        byTau += pull * q[i];
        gradient[i] = -q[i] + tau * pull;
      }
      gradient[8] = byMu - mu / 25;
      gradient[9] = tau * byTau - 2 * tau * tau / (25 + tau * tau) + 1;
      return sum - mu * mu / 50 - LogKernel.scalar(1 + tau * tau / 25) + q[9];
    }

    /** (θ₁ … θ₈, μ, τ) of a position. */
    public static double[] constrain(double[] q) {
      double[] values = q.clone();
      values[9] = ExpKernel.scalar(q[9]);
      for (int i = 0; i < 8; i++) {
        values[i] = q[8] + values[9] * q[i];
      }
      return values;
    }
  }
}
