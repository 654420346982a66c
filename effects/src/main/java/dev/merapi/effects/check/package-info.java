/**
 * What a program or a pair of programs is held against after a run: names, densities, and whether a
 * guide fits its model; the findings are sentences.
 */
@NullMarked
package dev.merapi.effects.check;

import org.jspecify.annotations.NullMarked;
