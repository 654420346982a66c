/** Every distribution with parameters on which it can be tried; tests go through the list. */
@NullMarked
package dev.merapi.distributions.internal.specimen;

import org.jspecify.annotations.NullMarked;
