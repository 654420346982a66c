/**
 * Distributions: one law a file, a record of small parameters whose density reads like its
 * definition, and the factories that make them. Imports tensors, keys, constraints and bijectors;
 * knows nothing of programs.
 */
@NullMarked
package dev.merapi.distributions;

import org.jspecify.annotations.NullMarked;

