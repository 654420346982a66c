/**
 * What inference holds programs against before it runs them: names, densities, whether a guide fits
 * its model, and whether enumerated variables are in sight where they are used.
 */
@NullMarked
package dev.merapi.effects.internal.check;

import org.jspecify.annotations.NullMarked;
