/**
 * Expressions in many worlds: a program runs once on values that it sees in the shape of one world,
 * and what it computed from them is then mapped over all values that they can have.
 */
@NullMarked
package dev.merapi.infer.internal.worlds;

import org.jspecify.annotations.NullMarked;
