/** Simulation from models under prior or posterior values. Imports effects and posteriors. */
@NullMarked
package dev.merapi.infer;

import org.jspecify.annotations.NullMarked;

