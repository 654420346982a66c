/**
 * The language: a model is a value of type {@link dev.merapi.effects.Model}, built from the
 * statements in {@link dev.merapi.effects.Models}; what it means is decided by the handlers in
 * {@code dev.merapi.effects.handler} and by {@link dev.merapi.effects.Run}. Imports tensors and
 * distributions; knows no inference algorithm.
 */
@NullMarked
package dev.merapi.effects;

import org.jspecify.annotations.NullMarked;

