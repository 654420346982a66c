/**
 * Randomness as a value: counter-based keys and the draws that are functions of them.
 *
 * <p>May import {@code dev.merapi.tensor.internal.kernel} and {@code
 * dev.merapi.tensor.internal.special}, nothing else of the project.
 */
@NullMarked
package dev.merapi.tensor.internal.random;

import org.jspecify.annotations.NullMarked;
