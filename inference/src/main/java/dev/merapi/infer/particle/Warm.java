package dev.merapi.infer.particle;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;

/** (1 − β) times one log density and β times another: prior and posterior at a temperature 1/β. */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Warm(Potential prior, Potential posterior, double beta, double[] scratch)
    implements Potential {
  Warm {
    if (!(beta >= 0 && beta <= 1) || prior.dimension() != posterior.dimension()) {
      throw new ArgumentException(
          "A tempered density has β in [0, 1] and two densities of one dimension, but %s, %d and %d were given."
              .formatted(beta, prior.dimension(), posterior.dimension()));
    }
  }

  Warm(Potential prior, Potential posterior, double beta) {
    this(prior, posterior, beta, new double[prior.dimension()]);
  }

  @Override
  public int dimension() {
    return prior.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    double cold = posterior.logDensityAndGradient(position, gradient);
    if (beta == 1) {
      return cold;
    }
    double hot = prior.logDensityAndGradient(position, scratch);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = beta * gradient[i] + (1 - beta) * scratch[i];
    }
    return beta * cold + (1 - beta) * hot;
  }

  @Override
  public Potential fork() {
    return new Warm(prior.fork(), posterior.fork(), beta);
  }
}
