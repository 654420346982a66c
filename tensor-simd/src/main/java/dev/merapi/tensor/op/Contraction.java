package dev.merapi.tensor.op;

/** Sums of products over shared axes. */
public non-sealed interface Contraction extends Primitive {}
