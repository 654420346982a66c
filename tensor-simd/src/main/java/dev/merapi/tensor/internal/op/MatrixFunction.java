package dev.merapi.tensor.internal.op;

/** A function of the matrices in the last two axes, independent over the axes to their left. */
public non-sealed interface MatrixFunction extends Primitive {}
