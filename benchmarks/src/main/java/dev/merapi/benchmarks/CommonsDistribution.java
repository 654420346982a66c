package dev.merapi.benchmarks;

import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;

/**
 * A distribution as Apache Commons has it: draws and log-densities of many values, one after the
 * other.
 */
interface CommonsDistribution {

  /** Fills the array with draws, of one vector after the other. */
  void draw(double[] out);

  /** The log-density of each value or vector. */
  void logDensity(double[] values, double[] out);

  /** A distribution of numbers. */
  static CommonsDistribution of(DoubleSupplier sampler, DoubleUnaryOperator logDensity) {
    return new CommonsDistribution() {
      @Override
      public void draw(double[] out) {
        for (int i = 0; i < out.length; i++) {
          out[i] = sampler.getAsDouble();
        }
      }

      @Override
      public void logDensity(double[] values, double[] out) {
        for (int i = 0; i < values.length; i++) {
          out[i] = logDensity.applyAsDouble(values[i]);
        }
      }
    };
  }

  /** Dirichlet, whose density Commons does not have: Σ (aⱼ − 1) ln xⱼ by the JDK's logarithm. */
  static CommonsDistribution of(DirichletSampler sampler, double[] concentration, double constant) {
    int k = concentration.length;
    return new CommonsDistribution() {
      @Override
      public void draw(double[] out) {
        for (int i = 0; i < out.length; i += k) {
          System.arraycopy(sampler.sample(), 0, out, i, k);
        }
      }

      @Override
      public void logDensity(double[] values, double[] out) {
        for (int i = 0; i < values.length; i += k) {
          double sum = constant;
          for (int j = 0; j < k; j++) {
            sum += (concentration[j] - 1) * Math.log(values[i + j]);
          }
          out[i / k] = sum;
        }
      }
    };
  }
}
