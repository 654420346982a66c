package dev.merapi.kotlin

import dev.merapi.distributions.definition.Distribution
import dev.merapi.distributions.constraint.Constraint
import dev.merapi.distributions.constraint.Constraints
import dev.merapi.effects.Model
import dev.merapi.effects.ModelException
import dev.merapi.effects.Models
import dev.merapi.effects.Parameter
import dev.merapi.effects.Site
import dev.merapi.effects.Source
import dev.merapi.effects.Value
import dev.merapi.tensor.Key
import dev.merapi.tensor.Tensor
import java.util.Optional
import kotlin.coroutines.Continuation
import kotlin.coroutines.RestrictsSuspension
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** Keeps the statements of an enclosing block out of the bodies of its plates. */
@DslMarker @Target(AnnotationTarget.CLASS) public annotation class ModelDsl

/**
 * The statements of a [model] block. A block can wait for these, for functions that extend this scope, and for nothing
 * else: what cannot be run again does not compile.
 */
@ModelDsl
@RestrictsSuspension
public class ModelScope internal constructor(private val past: Array<Past>) {
    /** What the waiting statement is called, and what it asks for: a [Site], a [Parameter], a [Model], or [Unnamed]. */
    internal var kind: String = ""
        private set

    internal var name: String = ""
        private set

    internal var asked: Any? = null
        private set

    /** How many of the recorded answers have been given. */
    internal var replayed: Int = 0
        private set

    private var waiting: Continuation<Any?>? = null
    private var atOnce = 0

    internal val isReplaying: Boolean
        get() = replayed < past.size

    /** Runs a program in place, and goes on with its result. */
    @IgnorableReturnValue
    public suspend fun <A : Any> bind(model: Model<A>): A =
        suspendCoroutineUninterceptedOrReturn {
            if (model is Model.Pure) given(it, model.value) else answer<A>(it, "bind", "") { model }
        }

    /** A latent random variable. */
    @IgnorableReturnValue
    public suspend fun sample(name: String, distribution: Distribution): Tensor =
        statement("sample", name) { Site.latent(name, distribution) }

    /** A latent random variable with the name of the `val` that it is the delegate of. */
    public suspend fun sample(distribution: Distribution): Draw<Tensor> =
        statement("sample", "") { Unnamed(Site.latent("", distribution)) }

    /** The random variable that [site] describes. */
    @IgnorableReturnValue public suspend fun sample(site: Site): Tensor = statement("sample", site.name) { site }

    /** Evidence: the variable has this value, shape [B.. E..] or one that broadcasts to it. */
    @IgnorableReturnValue
    public suspend fun observe(name: String, distribution: Distribution, value: Tensor): Tensor =
        statement("observe", name) { Site.of(name, distribution, Value.Observed(value)) }

    /** Evidence: the variable has this value. */
    @IgnorableReturnValue
    public suspend fun observe(name: String, distribution: Distribution, value: Number): Tensor =
        observe(name, distribution, value.toTensor())

    /**
     * Evidence where [mask] [B..] is 1, and a latent variable elsewhere: the sites `name_observed` and `name_unobserved`,
     * joined at `name`. Missing values may be NaN.
     */
    @IgnorableReturnValue
    public suspend fun observe(name: String, distribution: Distribution, value: Tensor, mask: Tensor): Tensor =
        statement("observe", name) { Models.observe(name, distribution, value, mask) }

    /** Adds [logFactor] to the log-density. */
    @IgnorableReturnValue
    public suspend fun factor(name: String, logFactor: Number): Tensor = factor(name, logFactor.toTensor())

    /** Adds [logFactor] [B..] to the log-density; plates, scale and mask apply to it. */
    @IgnorableReturnValue
    public suspend fun factor(name: String, logFactor: Tensor): Tensor =
        statement("factor", name) { Models.factor(name, logFactor) }

    /** Records a value whose rightmost [eventDim] dims belong to one element: all of them unless said otherwise. */
    @IgnorableReturnValue
    public suspend fun deterministic(name: String, value: Tensor, eventDim: Int = value.rank()): Tensor =
        statement("deterministic", name) { Models.deterministic(name, value, eventDim) }

    /** Records a value under the name of the `val` that it is the delegate of. */
    public suspend fun deterministic(value: Tensor, eventDim: Int = value.rank()): Draw<Tensor> =
        statement("deterministic", "") { Unnamed((Models.deterministic("", value, eventDim) as Model.Sample).site) }

    /** A value to be learned within [constraint], which starts at [start]; [eventDim] as in [Models.param]. */
    public suspend fun param(
        name: String,
        start: Tensor,
        constraint: Constraint = Constraints.real(),
        eventDim: Int? = null,
    ): Tensor = param(name, constraint, eventDim) { start }

    /** A value to be learned within [constraint], whose start is drawn from a key of its own when it is first needed. */
    public suspend fun param(
        name: String,
        constraint: Constraint = Constraints.real(),
        eventDim: Int? = null,
        start: (Key) -> Tensor,
    ): Tensor = statement("param", name) { Parameter.of(name, start, constraint, Optional.ofNullable(eventDim)) }

    /** A value to be learned under the name of the `val` that it is the delegate of. */
    public suspend fun param(
        start: Tensor,
        constraint: Constraint = Constraints.real(),
        eventDim: Int? = null,
    ): Draw<Tensor> =
        statement("param", "") { Unnamed(Parameter.of("", { _ -> start }, constraint, Optional.ofNullable(eventDim))) }

    /** A key of the run for draws that are no part of the model; see [Models.key]. */
    public suspend fun key(name: String): Key = statement("key", name) { Models.key(name) }

    /** A statement: the recorded answer, or a wait for the one of a handler. */
    internal suspend inline fun <A : Any> statement(kind: String, name: String, crossinline make: () -> Any): A =
        suspendCoroutineUninterceptedOrReturn { answer<A>(it, kind, name) { make() } }

    private inline fun <A : Any> answer(
        continuation: Continuation<A>,
        kind: String,
        name: String,
        make: () -> Any,
    ): Any? {
        if (isReplaying) return given(continuation, recorded(kind, name))
        this.kind = kind
        this.name = name
        asked = make()
        @Suppress("UNCHECKED_CAST") // the answer to this statement is an A
        waiting = continuation as Continuation<Any?>
        return COROUTINE_SUSPENDED
    }

    private fun recorded(kind: String, name: String): Any {
        val before = past[replayed]
        val same = kind == before.kind && (name == before.name || before.answer is Draw<*>)
        if (!same) {
            throw ModelException(
                "Statement %d of a block%s is %s, but was %s when the block ran first; it runs again to be resumed. %s"
                    .format(replayed + 1, line(), Past.describe(kind, name), before, Live.PURITY)
            )
        }
        replayed++
        return before.answer
    }

    /** An answer at once. Now and then the stack is left for it, since a recursion of such answers could be deep. */
    private fun given(continuation: Continuation<*>, answer: Any): Any {
        if (++atOnce % BREATH != 0) return answer
        @Suppress("UNCHECKED_CAST") // the answer is the one that the statement asked for
        waiting = continuation as Continuation<Any?>
        kind = ""
        asked = answer
        return COROUTINE_SUSPENDED
    }

    internal fun resume(answer: Any?) {
        val continuation = waiting!!
        waiting = null
        asked = null
        continuation.resume(answer)
    }

    /** Goes on while the coroutine waits for answers that are known. */
    internal fun catchUp() {
        while (waiting != null && kind.isEmpty()) resume(asked)
    }

    /** The user's line that is running, as a phrase: " at Coins.kt:12". */
    internal fun line(): String = Source.of(Throwable()).map { " at $it" }.orElse("")

    private companion object {
        const val BREATH = 128
    }
}
