/**
 * From programs to functions on ℝⁿ and back: coordinates of the latent sites, the log density with
 * its gradient, and posteriors with names. Imports effects, distributions, tensors and the kernels
 * of {@code dev.merapi.infer}.
 */
@NullMarked
package dev.merapi.infer.program;

import org.jspecify.annotations.NullMarked;

