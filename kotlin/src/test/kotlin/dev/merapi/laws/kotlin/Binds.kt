package dev.merapi.laws.kotlin

import dev.merapi.distributions.Distributions.bernoulli
import dev.merapi.distributions.Distributions.normal
import dev.merapi.effects.Model
import dev.merapi.effects.Models
import dev.merapi.tensor.Tensor

/** The same program by `let`, with the rest of the program as an argument: what a program in Java would write. */
internal fun Program.asBinds(): Model<Int> = Models.pure(0).flatMap { run(this, "", it, Models::pure, null) }

private typealias Rest = (Int) -> Model<Int>

/** [failed] is the innermost catch around, with what comes after it. */
private fun run(program: Program, at: String, state: Int, rest: Rest, failed: Rest?): Model<Int> =
    when (program) {
        is Program.Flip ->
            Models.let(Models.sample(program.name + at, bernoulli(chance(state)))) { rest(change(state, it)) }
        is Program.Draw ->
            Models.let(Models.sample(program.name + at, normal(state.toDouble(), 1.0))) { rest(change(state, it)) }
        is Program.See ->
            Models.let(Models.observe(program.name + at, normal(state.toDouble(), 2.0), program.value)) { rest(state) }
        is Program.Weigh ->
            Models.let(Models.factor(program.name + at, Tensor.scalar(program.by * state))) { rest(state) }
        is Program.Sequence -> sequence(program.parts, 0, at, state, rest, failed)
        is Program.Branch -> run(if (state % 2 == 1) program.odd else program.even, at, state, rest, failed)
        is Program.Repeat -> turns(program.body, List(program.times) { "$at.$it" }, 0, state, rest, failed)
        is Program.ForEach -> turns(program.body, program.names.map { "$at.$it" }, 0, state, rest, failed)
        is Program.Recurse -> until(program.name + at, program.limit, 0) { rest(state + it) }
        is Program.Until -> early(program, 0, at, state, rest, failed)
        is Program.Plate ->
            Models.let(
                Models.plate(program.name + at, program.size) { _ ->
                    Models.pure(0).flatMap { _ -> run(program.body, at, state, Models::pure, null) }
                }
            ) {
                rest(it)
            }
        is Program.Fail ->
            when {
                state <= program.above -> rest(state)
                failed != null -> failed(state)
                else -> throw Failed(state)
            }
        is Program.Catch -> run(program.body, at, state, rest) { rest(it + 1) }
    }

private fun sequence(parts: List<Program>, i: Int, at: String, state: Int, rest: Rest, failed: Rest?): Model<Int> =
    if (i == parts.size) rest(state)
    else run(parts[i], at, state, { sequence(parts, i + 1, at, it, rest, failed) }, failed)

private fun turns(body: Program, at: List<String>, i: Int, state: Int, rest: Rest, failed: Rest?): Model<Int> =
    if (i == at.size) rest(state) else run(body, at[i], state, { turns(body, at, i + 1, it, rest, failed) }, failed)

private fun early(program: Program.Until, i: Int, at: String, state: Int, rest: Rest, failed: Rest?): Model<Int> =
    if (i == program.times || (state % 3 == 0 && i > 0)) rest(state)
    else run(program.body, "$at.$i", state, { early(program, i + 1, at, it, rest, failed) }, failed)

private fun until(name: String, left: Int, turns: Int, rest: Rest): Model<Int> =
    if (left == 0) rest(turns)
    else
        Models.let(Models.sample(name + left, bernoulli(0.4))) { stop ->
            if (stop.toArray().any { it > 0 }) rest(turns) else until(name, left - 1, turns + 1, rest)
        }
