package dev.merapi.examples.custom;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Annealed importance sampling (Neal, 2001): a draw of the prior walks through densities p(θ) p(y |
 * θ)^β with rising β, and its weight is the product of the likelihoods to the powers by which β
 * rises. The mean of the weights is the evidence.
 *
 * @param prior the model without its data
 * @param posterior the model with it, of the same latent sites
 * @param rungs how many steps β takes from 0 to 1
 */
record AnnealedImportance(Model<?> prior, Model<?> posterior, int rungs) {
  /** The logarithms of n weights. */
  double[] logWeights(Key key, int n) {
    LogDensity hot = LogDensity.of(prior);
    Map<String, Tensor> draws = Predictive.prior(prior, key.fold("prior"), n);
    Potential cold = LogDensity.of(posterior).potential();
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      Map<String, Tensor> one = new HashMap<>();
      int row = i;
      draws.forEach((site, all) -> one.put(site, all.get(row)));
      weights[i] = walk(hot.unconstrain(one), hot.potential(), cold, key.fold(i));
    }
    return weights;
  }

  private double walk(double[] start, Potential hot, Potential cold, Key key) {
    double[] position = start;
    double logWeight = 0;
    for (int k = 0; k < rungs; k++) {
      double[] unused = new double[position.length];
      double likelihood = cold.logDensityAndGradient(position, unused);
      likelihood -= hot.logDensityAndGradient(position, unused);
      logWeight += likelihood / rungs;
      Potential warm = new Between(hot, cold, (k + 1.0) / rungs);
      RandomWalkMetropolis kernel = new RandomWalkMetropolis(warm);
      position = kernel.repeat(3).step(key.fold(k), Point.at(warm, position)).state().position();
    }
    return logWeight;
  }

  private record Between(Potential hot, Potential cold, double beta) implements Potential {
    @Override
    public int dimension() {
      return hot.dimension();
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      double h = hot.logDensityAndGradient(position, gradient);
      return (1 - beta) * h + beta * cold.logDensityAndGradient(position, gradient);
    }

    @Override
    public Potential fork() {
      return new Between(hot.fork(), cold.fork(), beta);
    }
  }
}
