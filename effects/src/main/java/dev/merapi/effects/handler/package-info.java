/**
 * Handlers: values that change what a program means, one file each. A {@link
 * dev.merapi.effects.Rewrite} changes sites in place and descends into plates; an {@link
 * dev.merapi.effects.handler.Expansion} puts programs in the place of sites.
 */
@NullMarked
package dev.merapi.effects.handler;

import org.jspecify.annotations.NullMarked;
