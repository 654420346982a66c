/** Distributions of real numbers: one a file. */
@NullMarked
package dev.merapi.distributions.continuous;

import org.jspecify.annotations.NullMarked;
