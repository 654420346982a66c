package dev.merapi.kotlin

import dev.merapi.distributions.definition.Distribution
import dev.merapi.effects.Handler
import dev.merapi.effects.Model
import dev.merapi.effects.Parameter
import dev.merapi.effects.Run
import dev.merapi.effects.Scope
import dev.merapi.effects.handler.Block
import dev.merapi.effects.handler.Condition
import dev.merapi.effects.handler.Do
import dev.merapi.effects.handler.Lift
import dev.merapi.effects.handler.Mask
import dev.merapi.effects.handler.Replay
import dev.merapi.effects.handler.Scale
import dev.merapi.effects.handler.Seed
import dev.merapi.effects.handler.Substitute
import dev.merapi.effects.handler.Uncondition
import dev.merapi.effects.trace.Trace
import dev.merapi.effects.trace.Traced
import dev.merapi.tensor.Key
import dev.merapi.tensor.Tensor
import java.util.Optional

/** This program as [handler] has it: `model under Scale(2.0)`. */
public infix fun <A : Any> Model<A>.under(handler: Handler): Model<A> = handler.on(this)

/** This program with the named sites observed. */
public infix fun <A : Any> Model<A>.given(data: Map<String, Tensor>): Model<A> = Condition(data).on(this)

/** This program with the named sites observed. */
@JvmName("givenNumbers")
public infix fun <A : Any> Model<A>.given(data: Map<String, Number>): Model<A> = given(data.toTensors())

/** This program with the named site observed: `model given ("y" to data)`. */
public infix fun <A : Any> Model<A>.given(datum: Pair<String, Tensor>): Model<A> = given(mapOf(datum))

/** This program with the named site observed. */
@JvmName("givenNumber")
public infix fun <A : Any> Model<A>.given(datum: Pair<String, Number>): Model<A> = given(mapOf(datum))

/** This program going on with the given values, while the sites stay as they are: an intervention. */
public infix fun <A : Any> Model<A>.doing(values: Map<String, Tensor>): Model<A> = Do(values).on(this)

/** This program going on with the given values, while the sites stay as they are: an intervention. */
@JvmName("doingNumbers")
public infix fun <A : Any> Model<A>.doing(values: Map<String, Number>): Model<A> = doing(values.toTensors())

/** This program going on with the given value at the named site: an intervention. */
public infix fun <A : Any> Model<A>.doing(value: Pair<String, Tensor>): Model<A> = doing(mapOf(value))

/** This program going on with the given value at the named site: an intervention. */
@JvmName("doingNumber")
public infix fun <A : Any> Model<A>.doing(value: Pair<String, Number>): Model<A> = doing(mapOf(value))

/** This program with parameters and latent sites set, without making evidence of them. */
public infix fun <A : Any> Model<A>.substituting(values: Map<String, Tensor>): Model<A> = Substitute(values).on(this)

/** This program with its log-probabilities multiplied. */
public infix fun <A : Any> Model<A>.scaled(factor: Number): Model<A> = Scale(factor.toDouble()).on(this)

/** This program with its log-probabilities multiplied, element by element. */
public infix fun <A : Any> Model<A>.scaled(factor: Tensor): Model<A> = Scale(factor).on(this)

/** This program with log-probabilities that count where [mask] is 1. */
public infix fun <A : Any> Model<A>.masked(mask: Tensor): Model<A> = Mask(mask).on(this)

/** This program with log-probabilities that count, or do not. */
public infix fun <A : Any> Model<A>.masked(mask: Boolean): Model<A> = Mask(mask).on(this)

/** This program with the values of another run at its latent sites. */
public infix fun <A : Any> Model<A>.replaying(trace: Trace): Model<A> = Replay(trace).on(this)

/** This program with the draws that [key] gives. */
public infix fun <A : Any> Model<A>.seeded(key: Key): Model<A> = Seed(key).on(this)

/** This program with the named sites hidden from handlers further out. */
public infix fun <A : Any> Model<A>.hiding(names: Collection<String>): Model<A> =
    Block.hide(*names.toTypedArray()).on(this)

/** This program with all but the named sites hidden from handlers further out. */
public infix fun <A : Any> Model<A>.exposing(names: Collection<String>): Model<A> =
    Block.expose(*names.toTypedArray()).on(this)

/** This program with `prefix/` before all its names. */
public infix fun <A : Any> Model<A>.named(prefix: String): Model<A> = Scope(prefix).on(this)

/** This program with its observations forgotten. */
public fun <A : Any> Model<A>.forgetting(): Model<A> = Uncondition().on(this)

/** This program with every parameter that [prior] has a distribution for as a latent variable. */
public infix fun <A : Any> Model<A>.lifting(prior: (Parameter) -> Distribution?): Model<A> =
    Lift { Optional.ofNullable(prior(it)) }.on(this)

/** The result of one run. */
@IgnorableReturnValue public fun <A : Any> Model<A>.run(key: Key): A = Run.run(key, this)

/** The result and the trace of one run: `val (trace, value) = model.buildTrace(key)`. */
public fun <A : Any> Model<A>.buildTrace(key: Key): Traced<A> = Trace.run(key, this)

private fun Map<String, Number>.toTensors(): Map<String, Tensor> = mapValues { (_, value) -> value.toTensor() }
