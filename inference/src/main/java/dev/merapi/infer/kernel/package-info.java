/**
 * Markov kernels for targets on which one step size, one chain or a metric is not enough: an
 * integrator that adapts from place to place ({@link dev.merapi.infer.kernel.Walnuts}), motion at
 * constant speed ({@link dev.merapi.infer.kernel.Microcanonical}), walkers that move each other
 * ({@link dev.merapi.infer.kernel.Stretch}).
 */
@NullMarked
package dev.merapi.infer.kernel;

import org.jspecify.annotations.NullMarked;
