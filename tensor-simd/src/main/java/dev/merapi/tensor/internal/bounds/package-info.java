/**
 * Which numbers a tensor can have, read off its graph. Imports primitives; knows no gradient and no
 * code.
 */
@NullMarked
package dev.merapi.tensor.internal.bounds;

import org.jspecify.annotations.NullMarked;
