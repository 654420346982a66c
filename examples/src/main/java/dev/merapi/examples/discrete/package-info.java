/**
 * Models with discrete latent variables on data with known answers. The discrete variables are
 * summed out while the continuous ones are sampled, and then drawn back.
 */
@NullMarked
package dev.merapi.examples.discrete;

import org.jspecify.annotations.NullMarked;
