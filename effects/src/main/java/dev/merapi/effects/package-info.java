/**
 * The language: a model is a value of type {@link dev.merapi.effects.Model}, built from the
 * statements in {@link dev.merapi.effects.Models}; what it means is decided by handlers, of which
 * {@code dev.merapi.effects.handler} has the common ones, and by {@link dev.merapi.effects.Run},
 * which gives plates their meaning and checks every site on its way. Imports tensors and
 * distributions; knows no inference algorithm.
 */
@CheckReturnValue
@NullMarked
package dev.merapi.effects;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
