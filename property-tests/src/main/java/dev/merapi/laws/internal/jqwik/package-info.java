/** Generated programs, and what jqwik finds by the type of a parameter. */
@NullMarked
package dev.merapi.laws.internal.jqwik;

import org.jspecify.annotations.NullMarked;
