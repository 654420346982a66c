/**
 * Distributions of events of any shape, made of what they are given: other distributions, points,
 * sets.
 */
@NullMarked
package dev.merapi.distributions.combinator;

import org.jspecify.annotations.NullMarked;
