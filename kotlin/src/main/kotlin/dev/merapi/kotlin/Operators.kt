package dev.merapi.kotlin

import dev.merapi.tensor.Tensor

// Tensor has plus, minus, times and div for tensors and doubles, and unary minus and ! as members. Here is what is left.

/** this + other. */
public operator fun Tensor.plus(other: Int): Tensor = plus(other.toDouble())

/** this − other. */
public operator fun Tensor.minus(other: Int): Tensor = minus(other.toDouble())

/** this · other. */
public operator fun Tensor.times(other: Int): Tensor = times(other.toDouble())

/** this / other. */
public operator fun Tensor.div(other: Int): Tensor = div(other.toDouble())

/** this − other · ⌊this/other⌋, with the sign of other. */
public operator fun Tensor.rem(other: Tensor): Tensor = mod(other)

/** this − other · ⌊this/other⌋, with the sign of other. */
public operator fun Tensor.rem(other: Number): Tensor = mod(other.toDouble())

/** this + other. */
public operator fun Number.plus(other: Tensor): Tensor = toTensor().plus(other)

/** this − other. */
public operator fun Number.minus(other: Tensor): Tensor = toTensor().minus(other)

/** this · other. */
public operator fun Number.times(other: Tensor): Tensor = toTensor().times(other)

/** this / other. */
public operator fun Number.div(other: Tensor): Tensor = toTensor().div(other)

/** this − other · ⌊this/other⌋, with the sign of other. */
public operator fun Number.rem(other: Tensor): Tensor = toTensor().mod(other)

/** This tensor. */
public operator fun Tensor.unaryPlus(): Tensor = this

/** this^other. */
public infix fun Tensor.pow(other: Tensor): Tensor = pow(other)

/** this^other. */
public infix fun Tensor.pow(other: Number): Tensor = pow(other.toDouble())

/** this^other. */
public infix fun Number.pow(other: Tensor): Tensor = toTensor().pow(other)

/** The product of matrices. */
public infix fun Tensor.matmul(other: Tensor): Tensor = matmul(other)

/** The sum of the products along the last axis. */
public infix fun Tensor.dot(other: Tensor): Tensor = dot(other)
