/**
 * The entrance of inference: what a user of a model imports.
 *
 * <p>A {@link dev.merapi.infer.Sampler} says how to sample, {@link dev.merapi.infer.Posterior} are
 * the draws under the names of the sites, {@link dev.merapi.infer.Summary} and {@link
 * dev.merapi.infer.Advice} say whether they can be trusted, {@link dev.merapi.infer.Predictive}
 * simulates from them, and {@link dev.merapi.infer.LogDensity} is a model as a function on ℝⁿ.
 *
 * <p>Imports the rooms below it; none of them imports it.
 */
@NullMarked
package dev.merapi.infer;

import org.jspecify.annotations.NullMarked;
