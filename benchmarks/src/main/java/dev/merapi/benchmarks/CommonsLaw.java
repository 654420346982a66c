package dev.merapi.benchmarks;

import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;

/** A law as Apache Commons has it: draws and log-densities of many values, one after the other. */
interface CommonsLaw {

  /** Fills the array with draws, of one vector after the other. */
  void draw(double[] out);

  /** The log-density of each value or vector. */
  void logDensity(double[] values, double[] out);

  /** A law of numbers. */
  static CommonsLaw of(DoubleSupplier sampler, DoubleUnaryOperator logDensity) {
    return new CommonsLaw() {
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
  static CommonsLaw of(DirichletSampler sampler, double[] concentration, double constant) {
    int k = concentration.length;
    return new CommonsLaw() {
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
