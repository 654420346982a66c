/**
 * What a distribution is: shapes, support, sampler and density, and what follows from these; what
 * can be done with any distribution; how parameters are checked. Whoever writes a distribution
 * starts here. Imports tensors and constraints.
 */
@NullMarked
package dev.merapi.distributions.definition;

import org.jspecify.annotations.NullMarked;
