/**
 * Markov chains on the runs of a program, whose sites may change from run to run: Metropolis with
 * proposals that are programs, regeneration, involutions, reversible jumps.
 *
 * <p>The state is the values of a run by site, as for particle Gibbs, so the kernels compose.
 */
@NullMarked
package dev.merapi.infer.trace;

import org.jspecify.annotations.NullMarked;
