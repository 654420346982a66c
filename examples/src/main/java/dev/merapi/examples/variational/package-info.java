/** Fits by variational inference: networks, half labelled data, topics, densities. */
@NullMarked
package dev.merapi.examples.variational;

import org.jspecify.annotations.NullMarked;
