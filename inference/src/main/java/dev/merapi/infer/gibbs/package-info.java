/** Gibbs sampling: some latent sites after others, each given the rest. */
@NullMarked
package dev.merapi.infer.gibbs;

import org.jspecify.annotations.NullMarked;
