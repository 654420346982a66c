/**
 * Did it work? Convergence, effective sample size, Monte Carlo error, energy, and what to do.
 *
 * <p>Functions of draws given as {@code [chain][draw]}. They follow Vehtari, Gelman, Simpson,
 * Carpenter and Bürkner, "Rank-normalization, folding, and localization: an improved R̂" (2021),
 * and the conventions of Stan and ArviZ. What cannot be said of the draws is NaN, never an
 * exception: fewer than four draws, draws that are not finite, draws that do not vary.
 *
 * <p>May import {@code dev.merapi.infer.chain}, {@code dev.merapi.infer.mcmc}, and the special
 * functions of {@code dev.merapi.distributions} and {@code dev.merapi.tensor}.
 */
@NullMarked
package dev.merapi.infer.diagnose;

import org.jspecify.annotations.NullMarked;
