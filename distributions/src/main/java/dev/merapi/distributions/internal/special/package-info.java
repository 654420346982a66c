/**
 * Primitives that only statistics needs: draws by rejection, as functions of parameters and noise,
 * with their implicit gradients. Imports tensors, primitives, kernels and keys.
 */
@NullMarked
package dev.merapi.distributions.internal.special;

import org.jspecify.annotations.NullMarked;
