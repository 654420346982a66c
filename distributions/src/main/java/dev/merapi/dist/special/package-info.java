/**
 * Primitives that only statistics needs: draws by rejection with their implicit gradients, and
 * distribution functions that are not elementary. Imports tensors, primitives, kernels and keys.
 */
@NullMarked
package dev.merapi.dist.special;

import org.jspecify.annotations.NullMarked;
