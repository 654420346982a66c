/** The reverse pass over expressions. */
@NullMarked
package dev.merapi.tensor.internal.gradient;

import org.jspecify.annotations.NullMarked;
