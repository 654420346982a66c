/** Ways to move parameters along gradients: values that are composed, with their memory outside. */
@NullMarked
package dev.merapi.infer.vi.optim;

import org.jspecify.annotations.NullMarked;
