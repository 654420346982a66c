/** What verification computes with: joint densities, positions, bands, threads. Not for users. */
@NullMarked
package dev.merapi.laws.internal.verify;

import org.jspecify.annotations.NullMarked;
