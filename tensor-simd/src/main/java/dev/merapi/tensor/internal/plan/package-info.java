/**
 * How a graph is cut into stages that can be compiled: short scalar code, loops over tiles, and
 * calls of whole kernels. Decides what is computed where and in which order; writes no code.
 * Imports the graph, op and tensor packages.
 */
@NullMarked
package dev.merapi.tensor.internal.plan;

import org.jspecify.annotations.NullMarked;
