/**
 * Values as bytes, for states that are saved and sent: what a kernel says of its state, and the
 * bounded reading of files that may be damaged.
 */
@NullMarked
package dev.merapi.infer.codec;

import org.jspecify.annotations.NullMarked;
