package dev.merapi.laws.kotlin

import dev.merapi.effects.Model
import dev.merapi.effects.ModelException
import dev.merapi.effects.enumerate.EnumerateSequential
import dev.merapi.effects.trace.Trace
import dev.merapi.effects.Run
import dev.merapi.kotlin.inOrder
import dev.merapi.kotlin.toList
import dev.merapi.tensor.Key
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A block is the program that `let` writes: the same sites, bits and results, however often and wherever it is resumed. */
class BlockLaws {
    @Test
    fun blocksAreBinds() {
        val kinds = mutableMapOf<String, Int>()
        for (seed in 0L until PROGRAMS) {
            val program = Program.of(seed)
            val block = program.asBlock()
            val binds = program.asBinds()
            for (k in 0L until 3L) {
                val expected = run(binds, Key.of(k))
                assertEquals(expected, run(block, Key.of(k)), "seed $seed: $program")
                kinds.merge(expected.substringBefore(' '), 1, Int::plus)
            }
        }
        assertTrue(kinds.getValue("ran") > PROGRAMS, "$kinds")
        assertTrue(kinds.getValue("failed") > PROGRAMS / 20, "$kinds")
    }

    @Test
    fun worldsOfBlocksAreWorldsOfBinds() {
        var many = 0
        for (seed in 0L until PROGRAMS) {
            val program = Program.of(seed)
            if (coins(program) > MANY) continue
            val block = program.asBlock()
            val expected = worlds(program.asBinds())
            assertEquals(expected, worlds(block), "seed $seed: $program")
            assertEquals(expected, worlds(block), "seed $seed, once more: $program")
            if (expected.length > 1000) many++
        }
        assertTrue(many > PROGRAMS / 10, "only $many programs have many worlds")
    }

    @Test
    fun blocksRunOnSeveralThreadsAtOnce() {
        Executors.newFixedThreadPool(4).use { threads ->
            for (seed in 0L until PROGRAMS / 5) {
                val program = Program.of(seed)
                if (coins(program) > MANY) continue
                val expected = worlds(program.asBinds())
                val block = program.asBlock()
                val all = threads.invokeAll(List(4) { Callable { worlds(block) } })
                for (each in all) assertEquals(expected, each.get(), "seed $seed: $program")
            }
        }
    }

    /** The most coins that some runs of a program have tossed. */
    private fun coins(program: Program): Int =
        (0L until 5L).maxOf { k ->
            try {
                inOrder(Trace.run(Key.of(k), program.asBinds()).trace().latents()).filter { it.site().distribution().isEnumerable }.sumOf { it.value().shape().count() }
            } catch (failed: Failed) {
                0
            } catch (refused: ModelException) {
                0
            }
        }

    private fun run(model: Model<Int>, key: Key): String =
        try {
            val traced = Trace.run(key, model)
            "ran ${traced.value()} ${describe(traced.trace())}"
        } catch (failed: Failed) {
            "failed ${failed.message}"
        } catch (refused: ModelException) {
            "refused"
        }

    private fun worlds(model: Model<Int>): String =
        try {
            Run.run(Key.of(7), EnumerateSequential.all(model)).toList().joinToString("\n") { "${it.value()} ${describe(it.trace())}" }
        } catch (failed: Failed) {
            "failed ${failed.message}"
        } catch (refused: ModelException) {
            "refused"
        }

    private fun describe(trace: Trace): String =
        inOrder(trace.sites()).joinToString(" ") { "${it.name()} ${it.value().toArray().contentToString()}" } +
            " " + trace.logProbSum().item().toRawBits()

    private companion object {
        const val PROGRAMS = 200L
        const val MANY = 6
    }
}
