/**
 * Markov kernels on a {@link dev.merapi.infer.mcmc.Potential}: Hamiltonian Monte Carlo, the
 * No-U-Turn sampler, random-walk Metropolis, and the pieces they are built from.
 *
 * <p>A trajectory is assembled from an integrator ({@link dev.merapi.infer.mcmc.Leapfrog}), a
 * metric ({@link dev.merapi.infer.mcmc.Metric}), a rule that ends it and a rule that chooses from
 * it. The public face is pure; inside, trajectories live in arrays that a kernel allocates once, so
 * a leapfrog step allocates nothing.
 *
 * <p>May import the random and kernel rooms of {@code dev.merapi.tensor}. Knows neither models nor
 * adaptation.
 */
@NullMarked
package dev.merapi.infer.mcmc;

import org.jspecify.annotations.NullMarked;
