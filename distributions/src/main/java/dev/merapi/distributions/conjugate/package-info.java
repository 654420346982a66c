/** Products of densities that are densities again. */
@NullMarked
package dev.merapi.distributions.conjugate;

import org.jspecify.annotations.NullMarked;
