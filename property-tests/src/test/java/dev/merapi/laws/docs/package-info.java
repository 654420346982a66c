/** The pages that show code: what they show is compiled and run. */
@NullMarked
package dev.merapi.laws.docs;

import org.jspecify.annotations.NullMarked;
