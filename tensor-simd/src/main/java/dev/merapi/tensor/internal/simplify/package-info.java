/**
 * Passes that make a graph cheaper without changing what it means in exact arithmetic: one rule a
 * file, applied from the inputs to the outputs until none fits. Imports the graph, op and tensor
 * packages.
 */
@NullMarked
package dev.merapi.tensor.internal.simplify;

import org.jspecify.annotations.NullMarked;
