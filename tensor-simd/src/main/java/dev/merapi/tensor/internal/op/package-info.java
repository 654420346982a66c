/**
 * The primitives, one a file: each gives its shape rule, its loop over arrays and its gradient rule
 * in terms of other primitives. Imports the tensor package and the kernels.
 */
@NullMarked
package dev.merapi.tensor.internal.op;

import org.jspecify.annotations.NullMarked;
