/**
 * Graphs as data: what is written of a graph, and the careful reading of it. No class file and no
 * serialised function is part of the bytes.
 */
@NullMarked
package dev.merapi.infer.internal.form;

import org.jspecify.annotations.NullMarked;
