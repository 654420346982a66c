/**
 * Other ways to write the same distribution: what a site becomes when {@link
 * dev.merapi.effects.reparam.Reparam} is put around its program.
 */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.reparam;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
