package dev.merapi.examples.custom;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.infer.particle.Tempered;
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
    double[] at = start;
    double[] unused = new double[at.length];
    double logWeight = 0;
    for (int k = 0; k < rungs; k++) {
      logWeight += cold.logDensityAndGradient(at, unused) / rungs;
      logWeight -= hot.logDensityAndGradient(at, unused) / rungs;
      double beta = (k + 1.0) / rungs;
      var warm = new RandomWalkMetropolis(Tempered.between(hot, cold, beta));
      at = warm.repeat(3).step(key.fold(k), warm.init(at)).state().position();
    }
    return logWeight;
  }
}
