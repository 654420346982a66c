package dev.merapi.kotlin

import dev.merapi.effects.Model
import dev.merapi.infer.Posterior
import dev.merapi.infer.Sampler
import dev.merapi.infer.chain.Progress
import dev.merapi.tensor.Key
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.coroutines.suspendCoroutine

/**
 * A sampler at work on a thread of its own. Coroutines wait for it with [await]; [stop] ends it early, with what has been
 * drawn so far.
 */
public class Sampling
internal constructor(sampler: Sampler, model: Model<*>, key: Key, progress: Progress) {
    private val end = CompletableFuture<Posterior>()
    private val thread =
        Thread.ofPlatform().daemon().name("merapi-sampling").start {
            try {
                end.complete(Posterior.sample(sampler, model, key, progress))
            } catch (failure: Throwable) {
                end.completeExceptionally(failure)
            }
        }

    /** Whether it has ended, by itself, by [stop], or by an error. */
    public val isDone: Boolean
        get() = end.isDone

    /** Ends every chain after its present iteration; [await] then gives a partial posterior. */
    public fun stop() {
        thread.interrupt()
    }

    /** Tells [told] the result, or what went wrong, when it ends. */
    public fun onEnd(told: (Result<Posterior>) -> Unit) {
        end.whenComplete { posterior, failure ->
            told(if (failure == null) Result.success(posterior) else Result.failure(failure))
        }
    }

    /** The posterior, without holding a thread. */
    public suspend fun await(): Posterior = suspendCoroutine { waiting ->
        onEnd { end -> end.fold(waiting::resume, waiting::resumeWithException) }
    }
}

/** Starts to draw from the posterior of [model], beside the caller. */
public fun Sampler.start(model: Model<*>, key: Key, progress: Progress = Progress.NONE): Sampling =
    Sampling(this, model, key, progress)

/** Draws from the posterior of [model], without holding a thread of the coroutine that waits. */
public suspend fun Sampler.sampling(model: Model<*>, key: Key, progress: Progress = Progress.NONE): Posterior =
    start(model, key, progress).await()
