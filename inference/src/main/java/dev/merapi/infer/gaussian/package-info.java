/** Programs whose densities are Gaussian and linear, exactly: messages instead of draws. */
@NullMarked
package dev.merapi.infer.gaussian;

import org.jspecify.annotations.NullMarked;
