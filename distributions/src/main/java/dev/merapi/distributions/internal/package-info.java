/** Numbers, noise and linear algebra for densities and samplers. Knows no distribution. */
@NullMarked
package dev.merapi.distributions.internal;

import org.jspecify.annotations.NullMarked;
