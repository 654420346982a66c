/**
 * Running chains: several at a time, with progress, checkpoints and partial results.
 *
 * <p>{@link dev.merapi.infer.chain.Chain#steps} runs one chain of a kernel from a state: a function
 * that may be called anywhere. {@link dev.merapi.infer.chain.Runner} calls it for several chains on
 * several threads, saves them on the way, and goes on from what was saved. Draw i of chain c
 * depends on the run's key, c and i alone, so the number of threads changes nothing.
 *
 * <p>May import {@code dev.merapi.infer.mcmc} and {@code dev.merapi.infer.codec}.
 */
@NullMarked
package dev.merapi.infer.chain;

import org.jspecify.annotations.NullMarked;
