/** Models of the rows of a table that need not be in one place. */
@NullMarked
package dev.merapi.infer.rows;

import org.jspecify.annotations.NullMarked;
