/**
 * What tensors are made of, in terms of numbers and arrays: how elements lie in memory, and the
 * words that the fluent methods are written in. Imports nothing of Merapi; everything may import
 * it.
 */
@NullMarked
package dev.merapi.tensor.internal.base;

import org.jspecify.annotations.NullMarked;
