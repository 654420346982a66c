/**
 * Numerical loops on (array, offset, length): each is a flat static method with a scalar meaning
 * and a vector twin that gives the same bits. The bottom of the library: imports nothing of Merapi,
 * and only nested {@code Lanes} classes mention {@code jdk.incubator.vector}.
 */
@NullMarked
package dev.merapi.tensor.internal.kernel;

import org.jspecify.annotations.NullMarked;
