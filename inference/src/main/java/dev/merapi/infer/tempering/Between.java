package dev.merapi.infer.tempering;

import dev.merapi.infer.mcmc.Potential;

/** β times one log density and 1 − β times another; where β is 0 or 1, the other is not asked. */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Between(Potential reference, Potential target, double beta, double[] scratch)
    implements Potential {
  Between(Potential reference, Potential target, double beta) {
    this(reference, target, beta, new double[target.dimension()]);
  }

  @Override
  public int dimension() {
    return target.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    if (beta == 0) {
      return reference.logDensityAndGradient(position, gradient);
    }
    double cold = target.logDensityAndGradient(position, gradient);
    if (beta == 1) {
      return cold;
    }
    double hot = reference.logDensityAndGradient(position, scratch);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = beta * gradient[i] + (1 - beta) * scratch[i];
    }
    return beta * cold + (1 - beta) * hot;
  }

  @Override
  public Between fork() {
    return new Between(reference.fork(), target.fork(), beta);
  }
}
