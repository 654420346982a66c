package dev.merapi.tensor.internal.op;

/** A function of functions: its parameters are graphs, which it runs. */
public non-sealed interface HigherOrder extends Primitive {}
