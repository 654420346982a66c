/** How far distributions are from each other, and draws from a distribution. */
@NullMarked
package dev.merapi.distributions.divergence;

import org.jspecify.annotations.NullMarked;
