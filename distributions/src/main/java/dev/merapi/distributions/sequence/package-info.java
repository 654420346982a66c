/** Distributions of sequences: hidden Markov models, state spaces, walks and diffusions. */
@NullMarked
package dev.merapi.distributions.sequence;

import org.jspecify.annotations.NullMarked;
