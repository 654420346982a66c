/**
 * Chains that look at a part of the rows of a large plate in each step, and know of the others by a
 * Taylor polynomial ({@link dev.merapi.infer.subsample.Subsampled}).
 */
@NullMarked
package dev.merapi.infer.subsample;

import org.jspecify.annotations.NullMarked;
