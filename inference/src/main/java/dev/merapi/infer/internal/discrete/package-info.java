/** The factors of an enumerated program, their scales, marginals and conditionals. */
@NullMarked
package dev.merapi.infer.internal.discrete;

import org.jspecify.annotations.NullMarked;
