/**
 * Bijectors: differentiable maps with an inverse and a log-determinant, from the unconstrained
 * space to each constraint and between distributions; families of them to be learnt, and those that
 * depend on a context. Imports tensors, constraints and primitives of the distributions.
 */
@NullMarked
package dev.merapi.distributions.bijector;

import org.jspecify.annotations.NullMarked;
