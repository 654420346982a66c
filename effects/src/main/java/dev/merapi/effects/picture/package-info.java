/**
 * Programs as pictures and texts: the graph of a model with its plates, and what each handler did
 * to each site.
 */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.picture;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
