/** Generators of the things that laws quantify over. */
@NullMarked
package dev.merapi.laws.arbitrary;

import org.jspecify.annotations.NullMarked;
