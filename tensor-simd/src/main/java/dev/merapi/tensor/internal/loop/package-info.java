/**
 * Primitives whose parameters are functions: loops with carried state and branches. They hold
 * graphs, run them by the interpreter or by generated code, and differentiate them.
 */
@NullMarked
package dev.merapi.tensor.internal.loop;

import org.jspecify.annotations.NullMarked;
