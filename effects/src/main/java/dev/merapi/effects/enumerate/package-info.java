/**
 * Going through the values of discrete sites instead of drawing them: one world after the other, or
 * all at once along dims of their own.
 */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.enumerate;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
