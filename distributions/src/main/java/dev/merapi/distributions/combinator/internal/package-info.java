/** The probability of an interval. */
@NullMarked
package dev.merapi.distributions.combinator.internal;

import org.jspecify.annotations.NullMarked;
