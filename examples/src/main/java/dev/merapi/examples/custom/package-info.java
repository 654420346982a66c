/**
 * Inference algorithms that are not in the library, each in a page: a Markov kernel on a density, a
 * sampler out of densities and kernels, and a kernel on a state of its own.
 */
@NullMarked
package dev.merapi.examples.custom;

import org.jspecify.annotations.NullMarked;
