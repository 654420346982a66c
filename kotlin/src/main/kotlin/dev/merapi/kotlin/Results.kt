package dev.merapi.kotlin

import dev.merapi.effects.enumerate.EnumerateSequential
import dev.merapi.effects.enumerate.World
import dev.merapi.effects.enumerate.Worlds
import dev.merapi.effects.Model
import dev.merapi.effects.ModelException
import dev.merapi.effects.trace.Trace
import dev.merapi.effects.trace.Traced
import dev.merapi.infer.LogDensity
import dev.merapi.infer.ParameterSummary
import dev.merapi.infer.Posterior
import dev.merapi.infer.Predictive
import dev.merapi.infer.Sampler
import dev.merapi.infer.Summary
import dev.merapi.infer.chain.Progress
import dev.merapi.tensor.Key
import dev.merapi.tensor.MerapiException
import dev.merapi.tensor.Tensor
import kotlin.jvm.optionals.getOrNull
import kotlin.reflect.KProperty

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

/** The value at the name of the `val`: `val mu by trace`. */
public operator fun Trace.getValue(thisRef: Any?, property: KProperty<*>): Tensor = value(property.name)

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

/** The draws `[draws, B.. E..]` of the site with the name of the `val`: `val theta by posterior`. */
public operator fun Posterior.getValue(thisRef: Any?, property: KProperty<*>): Tensor = get(property.name)

/**
 * The draws of every scalar by its name in the summary, after a column `chain`, which counts from 0: what a data frame is
 * made of. All columns have an element for each draw, one chain after the other.
 */
public fun Posterior.columns(): Map<String, List<Double>> = buildMap {
    val chains = rows()
    put("chain", chains.withIndex().flatMap { (chain, rows) -> List(rows.size) { chain.toDouble() } })
    names().forEachIndexed { k, name -> put(name, chains.flatMap { rows -> rows.map { it[k] } }) }
}

/**
 * The density of this program, compiled, or why there is none: the sentence of what is wrong with it, or, for a program
 * whose sites or shapes change with its values, of where they change.
 */
public fun Model<*>.compiled(): Result<LogDensity> =
    try {
        val density = LogDensity.of(this)
        val why = density.whyDynamic()
        if (why.isEmpty()) Result.success(density) else Result.failure(ModelException(why))
    } catch (wrong: MerapiException) {
        Result.failure(wrong)
    }

/** What [model] predicts for each draw of this posterior: name → `[draws, B.. E..]`. */
public fun Posterior.predict(model: Model<*>, key: Key): Map<String, Tensor> = Predictive.posterior(model, this, key)

/** [n] draws of all sites from the prior: name → `[n, B.. E..]`. */
public fun Model<*>.predict(key: Key, n: Int): Map<String, Tensor> = Predictive.prior(this, key, n)

internal fun <T> inOrder(all: Iterable<T>): List<T> = all.toList()
