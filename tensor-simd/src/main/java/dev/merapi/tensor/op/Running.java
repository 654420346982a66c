package dev.merapi.tensor.op;

/** A running combination along one axis, of the same shape as the input: cumulative sums and their kin, and sorting. */
public non-sealed interface Running extends Primitive {}
