/**
 * Sets of values: the supports of distributions and the domains of their parameters. Imports
 * tensors alone.
 */
@NullMarked
package dev.merapi.distributions.constraint;

import org.jspecify.annotations.NullMarked;
