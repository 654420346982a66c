package dev.merapi.laws.kotlin

import dev.merapi.effects.Models
import dev.merapi.effects.Run
import dev.merapi.effects.Settings
import dev.merapi.effects.enumerate.EnumerateSequential
import dev.merapi.infer.LogDensity
import dev.merapi.kotlin.bernoulli
import dev.merapi.kotlin.fold
import dev.merapi.kotlin.model
import dev.merapi.kotlin.normal
import dev.merapi.kotlin.plate
import dev.merapi.tensor.Key

/**
 * What a block costs beside the same program by `fold` in the manner of Java: the median of 15 alternating runs each. Not a
 * test; run it by hand.
 */
fun main() {
    val key = Key.of(1)
    val unchecked = Settings.DEFAULT.validation(false)
    val sites = 20_000
    val long = model {
        var x = 0.0
        for (i in 0 until sites) x += sample("x$i", normal(0.0, 1.0)).item()
        x
    }
    val longFold =
        Models.fold((0 until sites).toList(), 0.0) { x, i -> Models.sample("x$i", normal(0.0, 1.0)).map { x + it.item() } }
    compare("$sites sites", { Run.run(key, long, unchecked) }, { Run.run(key, longFold, unchecked) })
    val coins = 12
    val deep = model {
        var heads = 0
        for (i in 0 until coins) heads += sample("c$i", bernoulli(0.5)).item().toInt()
        heads
    }
    val deepFold =
        Models.fold((0 until coins).toList(), 0) { h, i -> Models.sample("c$i", bernoulli(0.5)).map { h + it.item().toInt() } }
    val deepBlockFold = model {
        fold(0 until coins, 0) { h, i -> h + sample("c$i", bernoulli(0.5)).item().toInt() }
    }
    val named = model {
        val a by sample(bernoulli(0.5))
        val b by sample(bernoulli(0.5))
        val c by sample(bernoulli(0.5))
        val d by sample(bernoulli(0.5))
        val e by sample(bernoulli(0.5))
        val f by sample(bernoulli(0.5))
        (a + b + c + d + e + f).item().toInt()
    }
    val half = Models.fold(listOf("a", "b", "c", "d", "e", "f"), 0) { h, i -> Models.sample(i, bernoulli(0.5)).map { h + it.item().toInt() } }
    fun worlds(m: dev.merapi.effects.Model<Int>) =
        Run.run(key, EnumerateSequential.all(m), unchecked).probability { it == 6 }
    compare("4096 worlds", { worlds(deep) }, { worlds(deepFold) })
    compare("4096 worlds by fold in a block", { worlds(deepBlockFold) }, { worlds(deepFold) })
    val data = normal(0.0, 1.0).sample(key, dev.merapi.tensor.Shape.of(8))
    val block = model {
        val mu = sample("mu", normal(0.0, 5.0))
        plate("n", 8) { observe("y", normal(mu, 1.0), data) }
    }
    val binds =
        Models.sample("mu", normal(0.0, 5.0)).flatMap { mu ->
            Models.plate("n", 8) { _ -> Models.observe("y", normal(mu, 1.0), data) }
        }
    val blockDensity = LogDensity.of(block).potential()
    val bindsDensity = LogDensity.of(binds).potential()
    val at = doubleArrayOf(0.3)
    val gradient = DoubleArray(1)
    fun gradients(density: dev.merapi.infer.mcmc.Potential): Any {
        repeat(100_000) { density.logDensityAndGradient(at, gradient) }
        return gradient
    }
    compare("100,000 compiled gradients", { gradients(blockDensity) }, { gradients(bindsDensity) })
    compare("tracing and compiling", { LogDensity.of(block) }, { LogDensity.of(binds) })
    compare("64 worlds named by val", { worlds(named) }, { worlds(half) })
}

private fun compare(what: String, block: () -> Any, java: () -> Any) {
    val blocks = DoubleArray(15)
    val javas = DoubleArray(15)
    for (i in -8 until 15) {
        val b = time(block)
        val j = time(java)
        if (i >= 0) {
            blocks[i] = b
            javas[i] = j
        }
    }
    blocks.sort()
    javas.sort()
    println("%s: block %.2f ms, fold %.2f ms, ratio %.2f".format(what, blocks[7], javas[7], blocks[7] / javas[7]))
}

private fun time(what: () -> Any): Double {
    val start = System.nanoTime()
    check(what() !== Unit)
    return (System.nanoTime() - start) / 1e6
}
