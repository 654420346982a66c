/**
 * Ordinary differential equations as a primitive: adaptive Runge–Kutta methods, and their exact
 * adjoints step by step.
 */
@NullMarked
package dev.merapi.tensor.internal.ode;

import org.jspecify.annotations.NullMarked;
