package dev.merapi.kotlin

import dev.merapi.effects.Indices
import dev.merapi.effects.Model
import dev.merapi.effects.Models
import dev.merapi.effects.Plating
import dev.merapi.tensor.Shape
import dev.merapi.tensor.Tensor

/**
 * A plate without its body: [size] elements along batch dim [dim] < 0, or the rightmost free one; a random subset of
 * [subsampleSize] of them in each run, or those of [indices], which are evidence. A value: use it again where plates
 * cross.
 */
public fun plating(
    name: String,
    size: Int,
    dim: Int? = null,
    subsampleSize: Int? = null,
    indices: Tensor? = null,
): Plating = Models.plate(name, size).with(dim, subsampleSize, indices)

private fun Plating.with(dim: Int?, subsampleSize: Int?, indices: Tensor?): Plating {
    var plating = this
    if (dim != null) plating = plating.dim(dim)
    if (subsampleSize != null) plating = plating.subsampleSize(subsampleSize)
    if (indices != null) plating = plating.indices(indices)
    return plating
}

/** The [body], once, for all elements of [plating] together. It is a block of its own: it sees no outer statement. */
@IgnorableReturnValue
public suspend fun <B : Any> ModelScope.plate(plating: Plating, body: suspend ModelScope.(Indices) -> B): B =
    statement("plate", "") { plating.each { model { body(it) } } }

/** The [body], once, for [size] independent elements; the options are those of [plating]. */
@IgnorableReturnValue
public suspend fun <B : Any> ModelScope.plate(
    name: String,
    size: Int,
    dim: Int? = null,
    subsampleSize: Int? = null,
    indices: Tensor? = null,
    body: suspend ModelScope.(Indices) -> B,
): B = statement("plate", name) { plating(name, size, dim, subsampleSize, indices).each { model { body(it) } } }

/** The [body], once, for one independent element for each of [elements]; strings name them in results: `theta[Choate]`. */
@IgnorableReturnValue
public suspend fun <B : Any> ModelScope.plate(
    name: String,
    elements: Collection<*>,
    dim: Int? = null,
    subsampleSize: Int? = null,
    body: suspend ModelScope.(Indices) -> B,
): B =
    statement("plate", name) {
        val labels = elements.filterIsInstance<String>()
        val named = labels.isNotEmpty() && labels.size == elements.size
        val plating = if (named) Models.plate(name, labels) else Models.plate(name, elements.size)
        plating.with(dim, subsampleSize, null).each { model { body(it) } }
    }

/** The elements that take part in this run, without a body; a plate that comes later under this name has the same. */
public suspend fun ModelScope.subsample(name: String, size: Int, subsampleSize: Int): Indices =
    statement("subsample", name) { Models.plate(name, size).subsampleSize(subsampleSize).choose() }

/**
 * The [body] in a stack of plates, one for each size, named `prefix_0`, `prefix_1`, …, along neighbouring dims; the last
 * size is the rightmost, at dim −1.
 */
@IgnorableReturnValue
public suspend fun <B : Any> ModelScope.plateStack(
    prefix: String,
    sizes: Shape,
    body: suspend ModelScope.(List<Indices>) -> B,
): B = statement("plateStack", prefix) { Models.plateStack(prefix, sizes) { model { body(inOrder(it)) } } }

/** The [body], again and again, for one of [size] independent elements after the other; the results in that order. */
@IgnorableReturnValue
public suspend fun <B : Any> ModelScope.plateSequential(
    name: String,
    size: Int,
    subsampleSize: Int? = null,
    body: suspend ModelScope.(Int) -> B,
): List<B> =
    statement("plateSequential", name) {
        plating(name, size, subsampleSize = subsampleSize).sequentially { model { body(it) } }.map { inOrder(it) }
    }

/**
 * A program inside of a plate's body that is the same for all its elements: its sites are neither broadcast nor scaled by
 * that plate, and do not belong to it.
 */
@IgnorableReturnValue
public suspend fun <B : Any> ModelScope.blockPlate(plate: Indices, body: suspend ModelScope.() -> B): B =
    statement("blockPlate", plate.plate) { Models.blockPlate(plate, model(body)) }

/** The part of this data that belongs to the elements of [plate] in this run; see [Indices.subsample]. */
public operator fun Tensor.get(plate: Indices): Tensor = plate.subsample(this)

/** The part of the elements of this list that take part in [plate] in this run, in its order. */
public operator fun <T> List<T>.get(plate: Indices): List<T> = plate.values.toArray().map { this[it.toInt()] }
