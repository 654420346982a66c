/** Exact answers about discrete latent sites: joint draws, modes and marginals. */
@NullMarked
package dev.merapi.infer.discrete;

import org.jspecify.annotations.NullMarked;
