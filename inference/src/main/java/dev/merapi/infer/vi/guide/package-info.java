/** Guides: functions from a model to a program that approximates its posterior. */
@NullMarked
package dev.merapi.infer.vi.guide;

import org.jspecify.annotations.NullMarked;
