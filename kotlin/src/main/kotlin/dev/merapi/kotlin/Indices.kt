package dev.merapi.kotlin

import dev.merapi.tensor.Index
import dev.merapi.tensor.ShapeException

/** Every position of an axis: `t[ALL, 1]`. */
public val ALL: Index = Index.ALL

/** All axes that no other index names: `t[ELLIPSIS, z]` indexes from the right. */
public val ELLIPSIS: Index = Index.ELLIPSIS

/** A new axis of size 1. */
public val NEW_AXIS: Index = Index.NEW_AXIS

/** The positions from [start] to the end of an axis, whatever its size. */
public fun from(start: Int): Index = Index.from(start)

internal fun Int.toIndex(): Index = Index.at(this)

/**
 * The positions of a range, `0..2`, `0..<n` or `0..8 step 2`; `-3..-1` are the last three. A range that is empty in
 * Kotlin, such as `1..-1`, has no positions; the rest of an axis is `from(1)`.
 */
internal fun IntProgression.toIndex(): Index =
    when {
        step < 1 ->
            throw ShapeException(
                "The indices %s run backwards; a part of a tensor runs forwards, so flip the axis.".format(this)
            )
        isEmpty() -> Index.range(0, 0)
        first < 0 && last >= 0 ->
            throw ShapeException(
                "The indices %s run from the end of an axis past its start. Negative positions count from the end; take two parts and join them."
                    .format(this)
            )
        last == -1 -> Index.range(first, Index.END, step)
        else -> Index.range(first, last + 1, step)
    }
