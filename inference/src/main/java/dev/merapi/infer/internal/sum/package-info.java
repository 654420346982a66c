/**
 * Named factors, the order of their elimination under plates, chains as loops, and the way back
 * through the sums. Knows no guide and, of a program, no more than names.
 */
@NullMarked
package dev.merapi.infer.internal.sum;

import org.jspecify.annotations.NullMarked;
