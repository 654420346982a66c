/** Generated programs. */
@NullMarked
package dev.merapi.laws.internal.jqwik;

import org.jspecify.annotations.NullMarked;
