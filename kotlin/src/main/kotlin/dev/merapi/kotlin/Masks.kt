package dev.merapi.kotlin

import dev.merapi.tensor.Tensor

// Comparisons are masks, 1 for true and 0 for false: `x gt 0`. Kotlin's own < and == compare whole values, and `x < 0` of
// a tensor does not compile.

/** 1 where this = other. */
public infix fun Tensor.eq(other: Tensor): Tensor = eq(other)

/** 1 where this = other. */
public infix fun Tensor.eq(other: Number): Tensor = eq(other.toDouble())

/** 1 where this ≠ other. */
public infix fun Tensor.ne(other: Tensor): Tensor = ne(other)

/** 1 where this ≠ other. */
public infix fun Tensor.ne(other: Number): Tensor = ne(other.toDouble())

/** 1 where this < other. */
public infix fun Tensor.lt(other: Tensor): Tensor = lt(other)

/** 1 where this < other. */
public infix fun Tensor.lt(other: Number): Tensor = lt(other.toDouble())

/** 1 where this ≤ other. */
public infix fun Tensor.le(other: Tensor): Tensor = le(other)

/** 1 where this ≤ other. */
public infix fun Tensor.le(other: Number): Tensor = le(other.toDouble())

/** 1 where this > other. */
public infix fun Tensor.gt(other: Tensor): Tensor = gt(other)

/** 1 where this > other. */
public infix fun Tensor.gt(other: Number): Tensor = gt(other.toDouble())

/** 1 where this ≥ other. */
public infix fun Tensor.ge(other: Tensor): Tensor = ge(other)

/** 1 where this ≥ other. */
public infix fun Tensor.ge(other: Number): Tensor = ge(other.toDouble())

/** 1 where both are not 0. */
public infix fun Tensor.and(other: Tensor): Tensor = and(other)

/** 1 where one is not 0. */
public infix fun Tensor.or(other: Tensor): Tensor = or(other)

/** The elements of [yes] where [condition] is not 0, else of [no]; what is not chosen has no influence on gradients. */
public fun where(condition: Tensor, yes: Tensor, no: Tensor): Tensor = Tensor.where(condition, yes, no)

/** The elements of [yes] where [condition] is not 0, else [no]. */
public fun where(condition: Tensor, yes: Tensor, no: Number): Tensor = Tensor.where(condition, yes, no.toTensor())

/** [yes] where [condition] is not 0, else the elements of [no]. */
public fun where(condition: Tensor, yes: Number, no: Tensor): Tensor = Tensor.where(condition, yes.toTensor(), no)

/** [yes] where [condition] is not 0, else [no]. */
public fun where(condition: Tensor, yes: Number, no: Number): Tensor =
    Tensor.where(condition, yes.toTensor(), no.toTensor())
