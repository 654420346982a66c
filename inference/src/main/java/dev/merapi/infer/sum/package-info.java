/** How sums over enumerated sites are taken: their scales and the form of their chains. */
@NullMarked
package dev.merapi.infer.sum;

import org.jspecify.annotations.NullMarked;
