/** Steps of a sequence, and what is known of a hidden Gaussian state between them. */
@NullMarked
package dev.merapi.distributions.sequence.internal;

import org.jspecify.annotations.NullMarked;
