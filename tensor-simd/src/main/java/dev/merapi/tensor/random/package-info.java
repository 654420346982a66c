/**
 * Randomness as a value: counter-based keys and the draws that are functions of them.
 *
 * <p>May import {@code dev.merapi.tensor.kernel} and {@code dev.merapi.tensor.special}, nothing
 * else of the project.
 */
@NullMarked
package dev.merapi.tensor.random;

import org.jspecify.annotations.NullMarked;
