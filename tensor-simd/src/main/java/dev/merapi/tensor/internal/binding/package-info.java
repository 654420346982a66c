/**
 * The one place where the words of tensors get their meaning: the top of the module, found from its
 * bottom by name.
 */
@NullMarked
package dev.merapi.tensor.internal.binding;

import org.jspecify.annotations.NullMarked;
