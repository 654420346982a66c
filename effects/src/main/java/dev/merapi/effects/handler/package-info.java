/**
 * Handlers: values that change what a program means, one file each. A {@link
 * dev.merapi.effects.Rewrite} changes sites in place and descends into plates; an {@link
 * dev.merapi.effects.handler.Expansion} puts programs in the place of sites.
 */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.handler;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
