/** From programs to functions on ℝⁿ: coordinates, the first run, graphs and recorded runs. */
@NullMarked
package dev.merapi.infer.internal.program;

import org.jspecify.annotations.NullMarked;
