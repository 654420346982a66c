/**
 * Products and factorisations of matrices on (array, offset, stride), by blocks and tiles: flat
 * static methods like those of {@code dev.merapi.tensor.internal.kernel}, the only package of
 * Merapi that this one may import. A product with few columns, one with a vector and one whose
 * matrix is packed for good have loops of their own; OpenBLAS is used where it is asked for.
 */
@NullMarked
package dev.merapi.tensor.internal.matrix;

import org.jspecify.annotations.NullMarked;
