/**
 * JMH benchmarks of kernels and gradients, printed as ratios.
 *
 * <p>May import every library module; nothing imports this package.
 */
@NullMarked
package dev.merapi.benchmarks;

import org.jspecify.annotations.NullMarked;
