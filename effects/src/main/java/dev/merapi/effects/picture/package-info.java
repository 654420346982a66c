/**
 * Programs as pictures and texts: the graph of a model with its plates, and what each handler did
 * to each site.
 */
@NullMarked
package dev.merapi.effects.picture;

import org.jspecify.annotations.NullMarked;
