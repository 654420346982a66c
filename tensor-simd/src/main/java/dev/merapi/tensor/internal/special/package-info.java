/**
 * Special functions of one point, for the rarer primitives: incomplete gamma and beta functions
 * with derivatives and inverses, modified Bessel functions, the logarithm of the beta function.
 * Imports kernels for elementary functions and Commons Numbers; nothing else of Merapi.
 */
@NullMarked
package dev.merapi.tensor.internal.special;

import org.jspecify.annotations.NullMarked;
