/**
 * Sets of values: the supports of distributions and the domains of their parameters. Imports
 * tensors alone.
 */
@NullMarked
package dev.merapi.dist.constraint;

import org.jspecify.annotations.NullMarked;
