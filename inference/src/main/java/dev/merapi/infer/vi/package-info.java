/**
 * Exact sums over discrete latent variables: named factors, their elimination under plates, and
 * what follows from it: log-densities, draws, modes and marginals. Imports effects, distributions
 * and tensors.
 */
@NullMarked
package dev.merapi.infer.vi;

import org.jspecify.annotations.NullMarked;

