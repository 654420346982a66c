package dev.merapi.tensor.internal.op;

/** Larger tensors put together from smaller ones: joined, or embedded in zeros. */
public non-sealed interface Assembly extends Primitive {}
