/** Every primitive with operands on which it can be tried: laws run over them all. */
@NullMarked
package dev.merapi.tensor.internal.specimen;

import org.jspecify.annotations.NullMarked;
