/**
 * The laws of what users add to the library: {@link dev.merapi.laws.extension.Laws} has one
 * function for a distribution, a bijector, a constraint, a kernel, a handler, a guide, an
 * optimiser.
 */
@NullMarked
package dev.merapi.laws.extension;

import org.jspecify.annotations.NullMarked;
