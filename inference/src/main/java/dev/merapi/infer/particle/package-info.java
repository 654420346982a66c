/**
 * Particles: populations of programs that are stopped at their evidence, weighted, chosen and
 * resumed.
 *
 * <p>A particle is the rest of a program (its continuation) with a weight; keys belong to the run,
 * the step, the particle and the site, so a population is the same, bit for bit, on any number of
 * threads, and whether it was saved between two observations or not.
 */
@NullMarked
package dev.merapi.infer.particle;

import org.jspecify.annotations.NullMarked;
