/** Functions of tensors, compiled to bytecode. */
@NullMarked
package dev.merapi.tensor.compile;

import org.jspecify.annotations.NullMarked;
