package dev.merapi.kotlin

import dev.merapi.tensor.Shape
import dev.merapi.tensor.Tensor

/** A tensor of no axes. */
public fun Number.toTensor(): Tensor = Tensor.scalar(toDouble())

/** A vector of these numbers. */
public fun Iterable<Number>.toTensor(): Tensor = Tensor.of(*map { it.toDouble() }.toDoubleArray())

/** A vector of these numbers. */
public fun DoubleArray.toTensor(): Tensor = Tensor.of(*this)

/** A vector of these numbers. */
public fun IntArray.toTensor(): Tensor = Tensor.of(*DoubleArray(size) { this[it].toDouble() })

/** A vector of the given numbers. */
public fun tensorOf(vararg values: Number): Tensor = Tensor.of(*DoubleArray(values.size) { values[it].toDouble() })

/** The given numbers, in row-major order, with the given shape. */
public fun tensorOf(shape: Shape, vararg values: Number): Tensor =
    Tensor.of(DoubleArray(values.size) { values[it].toDouble() }, shape)

/** Tensors of one shape joined along a new first axis; vectors become the rows of a matrix. */
public fun tensorOf(first: Tensor, vararg others: Tensor): Tensor = Tensor.stack(0, first, *others)

/** The shape with the given sizes. */
public fun shapeOf(vararg sizes: Int): Shape = Shape.of(*sizes)
