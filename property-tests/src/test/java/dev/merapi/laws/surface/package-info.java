/** What users of the library see: the public surface as text, and the rules that it obeys. */
@NullMarked
package dev.merapi.laws.surface;

import org.jspecify.annotations.NullMarked;
