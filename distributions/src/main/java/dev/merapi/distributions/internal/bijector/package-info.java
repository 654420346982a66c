/** Bijectors that nobody has to name: those behind constraints, and the layers of flows. */
@NullMarked
package dev.merapi.distributions.internal.bijector;

import org.jspecify.annotations.NullMarked;
