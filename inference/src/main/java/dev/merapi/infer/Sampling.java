package dev.merapi.infer;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Saving;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.tensor.Key;
import java.lang.System.Logger.Level;

/**
 * A sampler at work on the density of a model: where it starts, and who is to blame where it
 * cannot.
 */
record Sampling(Sampler sampler, LogDensity target) {
  /** Chains, watched. */
  Chains run(Key key, Progress progress) {
    return fitting()
        .run(target.potential(), key, sampler.start().naming(target::culprit), progress);
  }

  /** Chains, watched and saved on the way. */
  Chains run(Key key, Progress progress, Saving saving) {
    return fitting()
        .run(
            target.potential(),
            key,
            sampler.start().naming(target::culprit),
            progress,
            saving,
            target.describe());
  }

  /**
   * The sampler; where all latent sites are discrete nothing has to move: they are drawn exactly.
   */
  private Sampler fitting() {
    if (target.dimension() > 0) {
      return sampler;
    }
    if (!target.hasDiscreteSites()) {
      throw new ModelException(
          "The model has no latent site, so there is no posterior to draw from: all its sites are"
              + " observed, computed or hidden, and parameters have no prior. Make one of them"
              + " latent; parameters are fitted by variational inference, or get a prior by lift.");
    }
    System.getLogger(Posterior.class.getName())
        .log(
            Level.INFO,
            "All latent sites are discrete: their draws are exact and independent, and need no"
                + " chain.");
    return Sampler.of(RandomWalkMetropolis::new)
        .draws(sampler.draws())
        .chains(sampler.chains())
        .threads(sampler.threads());
  }
}
