/**
 * Tensors of doubles: shapes, dense and symbolic values, and the operations on them. Imports only
 * the rest of this module; knows nothing of statistics.
 */
@NullMarked
package dev.merapi.tensor;

import org.jspecify.annotations.NullMarked;
