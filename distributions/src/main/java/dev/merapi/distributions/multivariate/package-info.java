/** Distributions of vectors, matrices, directions and assignments: one a file. */
@NullMarked
package dev.merapi.distributions.multivariate;

import org.jspecify.annotations.NullMarked;
