/** The networks that flows are made of: tensors to tensors, no bijectors. */
@NullMarked
package dev.merapi.distributions.internal.network;

import org.jspecify.annotations.NullMarked;
