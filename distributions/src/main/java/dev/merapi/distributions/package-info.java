/**
 * The entry: the factories of all distributions. What a distribution is stands in {@link
 * dev.merapi.distributions.definition}; distributions stand on shelves, one a file, as records of
 * small parameters whose densities read like their definitions. Knows nothing of programs.
 */
@NullMarked
package dev.merapi.distributions;

import org.jspecify.annotations.NullMarked;
