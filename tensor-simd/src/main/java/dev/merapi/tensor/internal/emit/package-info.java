/**
 * Machine code for plans: scalar bytecode in hidden classes, straight-line for short stages and
 * loops over tiles for long ones. The only package that mentions {@code java.lang.classfile}.
 */
@NullMarked
package dev.merapi.tensor.internal.emit;

import org.jspecify.annotations.NullMarked;
