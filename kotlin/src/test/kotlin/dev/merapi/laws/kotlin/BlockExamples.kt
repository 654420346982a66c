package dev.merapi.laws.kotlin

import dev.merapi.effects.Model
import dev.merapi.effects.Models
import dev.merapi.effects.Network
import dev.merapi.kotlin.*
import dev.merapi.tensor.Key
import dev.merapi.tensor.Tensor
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What a block means, statement by statement, and what it refuses. */
class BlockExamples {
    private val key = Key.of(1)

    @Test
    fun nothingRunsBeforeAHandlerAsks() {
        var ran = false
        val model = model {
            ran = true
            sample("x", normal()).item()
        }
        assertFalse(ran)
        model.run(key)
        assertTrue(ran)
    }

    @Test
    fun aValNamesItsStatement() {
        val byVal = model {
            val mu by sample(normal(0, 5))
            val half by deterministic(mu / 2)
            val weight by param(tensorOf(1, 2))
            observe("y", normal(half, 1), 3)
            mu + weight
        }
        val byName = model {
            val mu = sample("mu", normal(0, 5))
            val half = deterministic("half", mu / 2)
            val weight = param("weight", tensorOf(1, 2))
            observe("y", normal(half, 1), 3)
            mu + weight
        }
        assertEquals(byName.run(key), byVal.run(key))
        val trace = byVal.buildTrace(key).trace()
        assertEquals(listOf("mu", "half", "y"), inOrder(trace.sites()).map { it.name() })
        assertEquals(listOf("weight"), inOrder(trace.parameters()).map { it.name() })
    }

    @Test
    fun aValNamesItsStatementInEveryWorld() {
        val byVal = model {
            val a by sample(bernoulli(0.5))
            val b by sample(bernoulli(0.2 + 0.6 * a))
            a.item() + b.item()
        }
        val byName = model {
            val a = sample("a", bernoulli(0.5))
            val b = sample("b", bernoulli(0.2 + 0.6 * a))
            a.item() + b.item()
        }
        for (n in 0..2) assertEquals(byName.worlds().probability { it == n * 1.0 }, byVal.worlds().probability { it == n * 1.0 })
    }

    @Test
    fun aStatementWithoutNameIsRefused() {
        val nameless = model {
            val _ = sample(normal())
            sample("y", normal())
        }
        val message = refusal { nameless.run(key) }
        assertTrue(message.startsWith("The statement sample(…) at BlockExamples.kt:"), message)
        assertTrue(message.contains("has no name"), message)
        val moved = model {
            val draw = sample(normal())
            val x by draw
            val y by draw
            x + y
        }
        assertTrue(refusal { moved.run(key) }.startsWith("The value of 'x' has become the delegate of 'y'"))
    }

    @Test
    fun anotherStatementOnTheSecondRunIsRefused() {
        var runs = 0
        val impure = model {
            runs++
            val a = sample("a$runs", bernoulli(0.5))
            a + sample("b", bernoulli(0.5))
        }
        val message = refusal { impure.worlds() }
        assertTrue(message.startsWith("Statement 1 of a block at BlockExamples.kt:"), message)
        assertTrue(message.contains("is sample 'a2', but was sample 'a1' when the block ran first"), message)
    }

    @Test
    fun anEndBeforeTheRecordedStatementsIsRefused() {
        var runs = 0
        val impure = model {
            runs++
            sample("a", bernoulli(0.5))
            if (runs > 1) return@model 0
            sample("b", bernoulli(0.5))
            1
        }
        val message = refusal { impure.worlds() }
        assertTrue(message.contains("ended after statement 1"), message)
    }

    @Test
    fun statementsHaveTheLineOfTheUser() {
        val line = Throwable().stackTrace[0].lineNumber + 2
        val model = model {
            sample("x", normal())
            val y by sample(normal())
            plate("p", 2) { observe("z", normal(y, 1), 0) }
        }
        val places = inOrder(model.buildTrace(key).trace().sites()).map { it.site().place().source().map { at -> "$at" }.orElse("") }
        assertEquals(
            listOf("BlockExamples.kt:$line", "BlockExamples.kt:${line + 1}", "BlockExamples.kt:${line + 2}"),
            listOf(places[0], places[1], places.last()),
        )
    }

    @Test
    fun errorsGoThroughWithTheLineOfTheUser() {
        val failing = model {
            sample("x", normal())
            check(false) { "no" }
            sample("y", normal())
        }
        val error = assertThrows(IllegalStateException::class.java) { failing.run(key) }
        assertTrue(error.stackTrace.any { it.fileName == "BlockExamples.kt" && it.methodName == "invokeSuspend" })
    }

    @Test
    fun aLongBlockRunsOnASmallStack() {
        val long = model {
            var sum = 0.0
            for (i in 0 until 20_000) sum += bind(Models.pure(i)).toDouble() + sample("x$i", bernoulli(1)).item()
            sum
        }
        assertEquals(20_000 + 19_999 * 10_000.0, onSmallStack { long.run(key) })
    }

    private suspend fun ModelScope.descent(n: Int): Int {
        sample("x$n", bernoulli(1))
        return if (n == 0) sample("last", bernoulli(0.5)).item().toInt() else 1 + descent(n - 1)
    }

    /** Where a recursion waits at every level, its second run does not go deeper than its first. */
    @Test
    fun aDeepRecursionIsResumedOnASmallStack() {
        val deep = model { descent(20_000) }
        val twice = onSmallStack {
            var rest = deep.step()
            while ((rest as Model.Sample).site.name() != "last") rest = rest.next.apply(Tensor.scalar(1.0)).step()
            listOf(0.0, 1.0, 1.0).map { (rest.next.apply(Tensor.scalar(it)).step() as Model.Pure).value }
        }
        assertEquals(listOf(20_000, 20_001, 20_001), twice)
    }

    private fun <A : Any> onSmallStack(what: () -> A): A {
        var result: Result<A>? = null
        val thread = Thread(null, { result = runCatching(what) }, "small", 300_000)
        thread.start()
        thread.join()
        return result!!.getOrThrow()
    }

    @Test
    fun everyStatementIsThatOfTheLanguage() {
        val data = tensorOf(1, 2, 3, 4, 5, 6)
        val block = model {
            val net = module("net", Network.linear(1, 1))
            val drawn = randomModule("prior", Network.linear(1, 1)) { normal().expand(shapeOf()).let { n -> if (it.name().endsWith("bias")) n else null } }
            val chosen = subsample("rows", 6, 3)
            val rows = plate("rows", 6, subsampleSize = 3) { batch ->
                observe("y", normal(), data[batch])
                blockPlate(batch) { sample("shared", normal()) }
                batch
            }
            val crossed = plating("cols", 2, dim = -2)
            plate(crossed) { sample("c", normal()) }
            plate("rows", 6, dim = -1, subsampleSize = 3) { plate(crossed) { sample("rc", normal()) } }
            val turns = plateSequential("turns", 2) { i -> sample("t$i", normal(i, 1)).item() }
            val stack = plateStack("s", shapeOf(2, 3)) { all -> sample("st", normal()).let { all.size } }
            plate("obs", 3) { observe("part", normal(), tensorOf(1, Double.NaN, 2), tensorOf(1, 0, 1)) }
            factor("f", -1)
            val k = key("shuffle")
            val walk = markov("walk", 0..2, Tensor.scalar(0.0)) { x, i -> sample("w$i", normal(x, 1)) }
            val all = traverse(listOf("a", "b")) { sample(it, normal()) }
            listOf(net(tensorOf(1)).rank, drawn(tensorOf(1)).rank, chosen.values() == rows.values(), turns.size, stack, k == Key.of(0), walk.rank, all.size)
        }
        val (trace, value) = block.buildTrace(key)
        assertEquals(listOf<Any>(1, 1, true, 2, 2, false, 0, 2), value)
        for (name in listOf("prior/bias", "net/weight", "y", "shared", "rc", "st", "part_unobserved", "part", "f", "w2", "b")) assertTrue(name in trace, name)
        assertEquals(shapeOf(), trace["shared"].shape)
        assertEquals(shapeOf(2, 3), trace["rc"].shape)
    }

    @Test
    fun aPlateThatIsResumedRunsItsBodyAlone() {
        var outside = 0
        var inside = 0
        val model = model {
            outside++
            val n = plateSequential("p", 3) {
                inside++
                sample("x$it", bernoulli(0.5)).item().toInt()
            }
            n.sum()
        }
        assertEquals(0.375, model.worlds().probability { it == 1 }, 1e-15)
        assertEquals(8, outside, "once for each way in which the plate ends")
        assertTrue(inside <= 14, "$inside")
    }
}
