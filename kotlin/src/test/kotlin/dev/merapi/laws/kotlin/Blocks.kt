package dev.merapi.laws.kotlin

import dev.merapi.distributions.Distributions.bernoulli
import dev.merapi.distributions.Distributions.normal
import dev.merapi.effects.Model
import dev.merapi.kotlin.ModelScope
import dev.merapi.kotlin.model
import dev.merapi.kotlin.plate
import dev.merapi.tensor.Tensor

/** Thrown by programs. */
internal class Failed(val state: Int) : RuntimeException("state $state")

internal fun chance(state: Int): Double = 0.2 + 0.3 * Math.floorMod(state, 3)

internal fun change(state: Int, drawn: Tensor): Int = state * 2 % 64 + drawn.toArray().count { it > 0 }

/** A program as a block: mutable locals, loops, recursion, early return, exceptions. */
internal fun Program.asBlock(): Model<Int> = model { run(this@asBlock, "", 0) }

private suspend fun ModelScope.run(program: Program, at: String, start: Int): Int {
    var state = start
    when (program) {
        is Program.Flip -> state = change(state, sample(program.name + at, bernoulli(chance(state))))
        is Program.Draw -> state = change(state, sample(program.name + at, normal(state.toDouble(), 1.0)))
        is Program.See -> observe(program.name + at, normal(state.toDouble(), 2.0), program.value)
        is Program.Weigh -> factor(program.name + at, Tensor.scalar(program.by * state))
        is Program.Sequence -> for (part in program.parts) state = run(part, at, state)
        is Program.Branch -> return if (state % 2 == 1) run(program.odd, at, state) else run(program.even, at, state)
        is Program.Repeat -> for (i in 0 until program.times) state = run(program.body, "$at.$i", state)
        is Program.ForEach -> program.names.forEach { state = run(program.body, "$at.$it", state) }
        is Program.Recurse -> state += turns(program.name + at, program.limit)
        is Program.Until ->
            repeat(program.times) {
                if (state % 3 == 0 && it > 0) return state
                state = run(program.body, "$at.$it", state)
            }
        is Program.Plate -> {
            val outer = state
            state = plate(program.name + at, program.size) { run(program.body, at, outer) }
        }
        is Program.Fail -> if (state > program.above) throw Failed(state)
        is Program.Catch ->
            state =
                try {
                    run(program.body, at, state)
                } catch (failed: Failed) {
                    failed.state + 1
                }
    }
    return state
}

private suspend fun ModelScope.turns(name: String, left: Int): Int =
    if (left == 0 || sample(name + left, bernoulli(0.4)).toArray().any { it > 0 }) 0 else 1 + turns(name, left - 1)
