/**
 * Graphs of primitives: recording, the reverse pass, simplification and execution. Imports the
 * tensor and op packages.
 */
@NullMarked
package dev.merapi.tensor.internal.graph;

import org.jspecify.annotations.NullMarked;
