/**
 * Distributions of counts and categories: one a file. Imports continuous ones, as mixing
 * distributions, and combinators.
 */
@NullMarked
package dev.merapi.distributions.discrete;

import org.jspecify.annotations.NullMarked;
