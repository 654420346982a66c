/** Arithmetic of draws that several rooms need. */
@NullMarked
package dev.merapi.infer.internal;

import org.jspecify.annotations.NullMarked;
