/** Calls of the public surface with whatever there is: nulls, nothing, too much, no numbers. */
@NullMarked
package dev.merapi.laws.wild;

import org.jspecify.annotations.NullMarked;
