/** Chains whose states are values by site. */
@NullMarked
package dev.merapi.infer.internal.chained;

import org.jspecify.annotations.NullMarked;
