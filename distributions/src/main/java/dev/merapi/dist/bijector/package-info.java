/**
 * Bijectors: differentiable maps with an inverse and a log-determinant, from the unconstrained
 * space to each constraint and between laws. Imports tensors and constraints.
 */
@NullMarked
package dev.merapi.dist.bijector;

import org.jspecify.annotations.NullMarked;
