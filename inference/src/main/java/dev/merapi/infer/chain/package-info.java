/**
 * Running chains: several at a time, with progress, checkpoints and partial results.
 *
 * <p>A {@link dev.merapi.infer.chain.RunPlan} says what a chain does; the result is a {@link
 * dev.merapi.infer.chain.Chains} value, whose last states can be saved and gone on from to the
 * identical result. Draw i of chain c depends on the run's key, c and i alone, so the number of
 * threads changes nothing.
 *
 * <p>May import {@code dev.merapi.infer.mcmc} and {@code dev.merapi.infer.adapt}.
 */
@NullMarked
package dev.merapi.infer.chain;

import org.jspecify.annotations.NullMarked;

