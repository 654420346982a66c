package dev.merapi.kotlin

import dev.merapi.effects.Model
import dev.merapi.effects.ModelException
import dev.merapi.effects.Models
import dev.merapi.effects.Parameter
import dev.merapi.effects.Site
import dev.merapi.tensor.Tensor
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.Function
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/**
 * A program, written as a block of statements: `model { val mu = sample("mu", normal(0, 5)); … }`.
 *
 * The value is the free program that `flatMap` would write; nothing runs until a handler asks. A continuation of it may
 * be called many times, on any thread. The first call goes on with the coroutine that has run so far; every further one
 * starts another coroutine and gives it the answers that were recorded, so the code of a block between two statements
 * has to do the same when it runs again: it may use locals, loops, recursion and exceptions, but nothing mutable from
 * outside, no input or output, and `finally` does not run where a handler drops the rest of the program.
 *
 * Law: `model { f(bind(m)) } = m.map(f)` and `model { bind(f(bind(m))) } = m.flatMap(f)`, bit for bit.
 */
public fun <R : Any> model(block: suspend ModelScope.() -> R): Model<R> =
    Models.pure(block).flatMap { Program(it).start() }

/** One run of a block from its first statement, with all the ways in which it is resumed. */
internal class Program<R : Any>(private val block: suspend ModelScope.() -> R) {
    private val toil = Toil()

    fun start(): Model<R> = at(null).rest(null)

    /** A coroutine that has been given the answers up to and with [past]. */
    fun at(past: Past?): Live<R> {
        val live = Live(this, Past.inOrder(past))
        live.start(block)
        return live
    }

    /** The same for a continuation that is called once more. */
    fun again(past: Past): Live<R> {
        toil.ranAgain(past.length)
        val live = at(past)
        live.requireThere(past)
        return live
    }
}

/** One running coroutine of a block, and its end. */
internal class Live<R : Any>(private val program: Program<R>, past: Array<Past>) : Continuation<R> {
    private val scope = ModelScope(past)
    private var end: Result<R>? = null

    override val context: CoroutineContext
        get() = EmptyCoroutineContext

    override fun resumeWith(result: Result<R>) {
        end = result
    }

    @Suppress("UNCHECKED_CAST") // what is not the mark of a suspended coroutine is its result
    fun start(block: suspend ModelScope.() -> R) {
        val result = block.startCoroutineUninterceptedOrReturn(scope, this)
        if (result === COROUTINE_SUSPENDED) scope.catchUp() else end = Result.success(result as R)
    }

    fun resume(answer: Any?) {
        scope.resume(answer)
        scope.catchUp()
    }

    /** The rest of the program after the answers [past], by the statement at which this coroutine waits. */
    @Suppress("UNCHECKED_CAST") // an answer is used where its statement asked for it, at the type that was asked for
    fun rest(past: Past?): Model<R> {
        end?.let { return Models.pure(it.getOrThrow()) }
        val kind = scope.kind
        var name = scope.name
        var asked = scope.asked!!
        val unnamed = asked is Unnamed
        if (asked is Unnamed) {
            name = nameFor(past, asked)
            asked = asked.named(name)
        }
        val next = Next(program, this, past, kind, name, unnamed)
        return when (asked) {
            is Site -> Model.Sample(asked, next as Function<Tensor, Model<R>>)
            is Parameter -> Model.Param(asked, next as Function<Tensor, Model<R>>)
            else -> (asked as Model<Any>).flatMap(next as Function<Any, Model<R>>)
        }
    }

    /** The name of the `val` that the statement after [past] declares: a coroutine of its own is asked, and dropped. */
    private fun nameFor(past: Past?, asked: Unnamed): String {
        val probe = Draw.Probe()
        val other = program.at(past)
        if (past != null) other.requireThere(past)
        other.resume(probe)
        return probe.name
            ?: throw ModelException(
                "The statement %s(…)%s has no name: it is not the delegate of a val. Write val x by %s(…), or give it a name: %s(\"x\", …)."
                    .format(scope.kind, asked.line(), scope.kind, scope.kind)
            )
    }

    /** A sentence where the block has ended, or stopped, before it was given all the answers. */
    fun requireThere(past: Past) {
        if (scope.isReplaying) {
            val message =
                "A block that ran again to be resumed after statement %d (%s) ended after statement %d. %s"
                    .format(past.length, past, scope.replayed, PURITY)
            throw end?.exceptionOrNull()?.let { ModelException(message, it) } ?: ModelException(message)
        }
    }

    internal companion object {
        const val PURITY: String =
            "What a block does between its statements may depend on their values alone: not on a var from outside, a clock, a file or a random number. Make that a statement, or compute it before the block."
    }
}

/** The continuation of one statement: the first call goes on with the coroutine that asked, others run the block again. */
private class Next<R : Any>(
    private val program: Program<R>,
    private val live: Live<R>,
    private val past: Past?,
    private val kind: String,
    private val name: String,
    private val named: Boolean,
) : AtomicBoolean(), Function<Any, Model<R>> {
    override fun apply(value: Any): Model<R> {
        val answer = if (named) Draw<Any>(name, value) else value
        val now = Past(kind, name, answer, past)
        if (compareAndSet(false, true)) {
            live.resume(answer)
            return live.rest(now)
        }
        return program.again(now).rest(now)
    }

    private companion object {
        const val serialVersionUID = 1L
    }
}
