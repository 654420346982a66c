/**
 * Merapi on Apache Spark: log densities whose rows lie on many machines, with the bits of one
 * thread, and many fits side by side. What travels is graphs, keys and names of classes, never a
 * user's closure.
 */
@NullMarked
package dev.merapi.spark;

import org.jspecify.annotations.NullMarked;
