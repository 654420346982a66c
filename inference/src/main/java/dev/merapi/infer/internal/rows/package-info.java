/** Log densities of rows, cut into blocks and added over a fixed tree. */
@NullMarked
package dev.merapi.infer.internal.rows;

import org.jspecify.annotations.NullMarked;
