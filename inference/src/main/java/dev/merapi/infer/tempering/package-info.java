/**
 * {@link dev.merapi.infer.tempering.Tempering Parallel tempering}: chains between a density that is
 * easy and the one that is wanted, which exchange their places.
 */
@NullMarked
package dev.merapi.infer.tempering;

import org.jspecify.annotations.NullMarked;
