package dev.merapi.tensor.internal.op;

/** Elements chosen, or written to, by positions that are themselves data. */
public non-sealed interface Indexed extends Primitive {}
