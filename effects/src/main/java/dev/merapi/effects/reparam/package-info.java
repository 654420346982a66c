/**
 * Other ways to write the same distribution: what a site becomes when {@link
 * dev.merapi.effects.reparam.Reparam} is put around its program.
 */
@NullMarked
package dev.merapi.effects.reparam;

import org.jspecify.annotations.NullMarked;
