/**
 * Warm-up: how a {@link dev.merapi.infer.mcmc.Tunable} kernel learns its step size and metric.
 *
 * <p>Adaptation is not part of a kernel; it is a function of what the kernel reports. Each piece is
 * an immutable record with a step, so the whole state of a warm-up is a value that can be saved.
 *
 * <p>May import {@code dev.merapi.infer.mcmc}.
 */
@NullMarked
package dev.merapi.infer.adapt;

import org.jspecify.annotations.NullMarked;
