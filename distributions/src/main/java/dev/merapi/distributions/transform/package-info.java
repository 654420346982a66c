/**
 * From unconstrained values onto constraints, and flows to be learnt: which bijector, or which map
 * of many to one, belongs to each set. Above the bijectors.
 */
@NullMarked
package dev.merapi.distributions.transform;

import org.jspecify.annotations.NullMarked;
