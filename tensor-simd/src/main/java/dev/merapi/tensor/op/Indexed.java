package dev.merapi.tensor.op;

/** Elements chosen, or written to, by positions that are themselves data. */
public non-sealed interface Indexed extends Primitive {}
