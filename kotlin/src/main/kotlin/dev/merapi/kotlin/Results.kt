package dev.merapi.kotlin

import dev.merapi.effects.enumerate.EnumerateSequential
import dev.merapi.effects.enumerate.World
import dev.merapi.effects.enumerate.Worlds
import dev.merapi.effects.Model
import dev.merapi.effects.trace.Trace
import dev.merapi.effects.trace.Traced
import dev.merapi.infer.ParameterSummary
import dev.merapi.infer.Posterior
import dev.merapi.infer.Predictive
import dev.merapi.infer.Sampler
import dev.merapi.infer.Summary
import dev.merapi.infer.chain.Progress
import dev.merapi.tensor.Key
import dev.merapi.tensor.Tensor
import kotlin.jvm.optionals.getOrNull

/** What happened. */
public operator fun <A : Any> Traced<A>.component1(): Trace = trace()

/** What the program returned. */
public operator fun <A : Any> Traced<A>.component2(): A = value()

/** What happened. */
public operator fun <A : Any> World<A>.component1(): Trace = trace()

/** What the program returned. */
public operator fun <A : Any> World<A>.component2(): A = value()

/** The value at a name; a sentence where there is none. */
public operator fun Trace.get(name: String): Tensor = value(name)

/** Whether the run has a site or a parameter of this name. */
public operator fun Trace.contains(name: String): Boolean = entries().containsKey(name)

/** The density of the run. */
public val Trace.logProb: Tensor
    get() = logProbSum()

/** All ways this program can go: every latent site with a finite support is gone through. */
public fun <A : Any> Model<A>.worlds(key: Key = Key.of(0)): Worlds<A> = EnumerateSequential.all(this).run(key)

/** The ways, in the order of the program's choices. */
public fun <A : Any> Worlds<A>.toList(): List<World<A>> = inOrder(all())

/** The line of a scalar, as `theta[1]`; null where there is none. */
public operator fun Summary.get(name: String): ParameterSummary? = find(name).getOrNull()

/** The lines, in the order of the program. */
public fun Summary.toList(): List<ParameterSummary> = inOrder(parameters())

/** Draws from the posterior of [model], from random starts; [progress] is told of every iteration by every chain. */
public fun Sampler.sample(model: Model<*>, key: Key, progress: Progress = Progress.NONE): Posterior =
    Posterior.sample(this, model, key, progress)

/** What [model] predicts for each draw of this posterior: name → `[draws, B.. E..]`. */
public fun Posterior.predict(model: Model<*>, key: Key): Map<String, Tensor> = Predictive.posterior(model, this, key)

/** [n] draws of all sites from the prior: name → `[n, B.. E..]`. */
public fun Model<*>.predict(key: Key, n: Int): Map<String, Tensor> = Predictive.prior(this, key, n)

internal fun <T> inOrder(all: Iterable<T>): List<T> = all.toList()
