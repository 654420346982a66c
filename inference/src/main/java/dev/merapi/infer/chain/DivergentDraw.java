package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Divergence;

/**
 * A divergence after warm-up.
 *
 * @param draw the index of the draw whose trajectory diverged; with thinning, of the one kept next
 * @param divergence where it did
 */
public record DivergentDraw(int draw, Divergence divergence) {}
