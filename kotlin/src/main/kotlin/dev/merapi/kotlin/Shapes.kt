package dev.merapi.kotlin

import dev.merapi.distributions.definition.Distribution
import dev.merapi.tensor.Shape
import dev.merapi.tensor.Tensor

/** The sizes of the axes. */
public val Tensor.shape: Shape
    get() = shape()

/** The number of axes. */
public val Tensor.rank: Int
    get() = rank()

/** The numbers of a vector, one by one. */
public fun Tensor.toList(): List<Double> = toArray().asList()

/** The sizes, outermost first. */
public fun Shape.toList(): List<Int> = toArray().asList()

/** One independent member of the family for each element. */
public val Distribution.batchShape: Shape
    get() = batchShape()

/** The axes of one value. */
public val Distribution.eventShape: Shape
    get() = eventShape()
