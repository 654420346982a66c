package dev.merapi.tensor.internal.op;

/** Sums of products over shared axes. */
public non-sealed interface Contraction extends Primitive {}
