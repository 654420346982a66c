package dev.merapi.kotlin

import dev.merapi.effects.ModelException
import dev.merapi.effects.Parameter
import dev.merapi.effects.Site
import kotlin.reflect.KProperty

/** A statement that waits for its name: a [Site] or a [Parameter], which knows its line already. */
internal class Unnamed(private val asked: Any) {
    fun named(name: String): Any =
        when (asked) {
            is Site -> asked.renamed(name)
            is Parameter -> asked.renamed(name)
            else -> throw IllegalStateException("no statement: $asked")
        }

    /** Where it stands, as a phrase: " at Coins.kt:12". */
    fun line(): String {
        val place = if (asked is Site) asked.place else (asked as Parameter).place
        return place.source.map { " at $it" }.orElse("")
    }
}

/**
 * The value of a statement whose name is that of a `val`: `val mu by sample(normal(0, 5))`. It is of use as a delegate
 * alone. To find the name, the block runs once more up to the statement, so in a long block with many of them names as
 * arguments, `sample("mu", …)`, are cheaper.
 */
public open class Draw<out A : Any> internal constructor(private val name: String, private val drawn: Any) {
    /** Checks that the value goes to the `val` that it was drawn for. */
    public open operator fun provideDelegate(thisRef: Any?, property: KProperty<*>): Draw<A> {
        if (property.name != name) {
            throw ModelException(
                "The value of '%s' has become the delegate of '%s'. Use the statement where the val is declared: val %s by sample(…)."
                    .format(name, property.name, property.name)
            )
        }
        return this
    }

    /** The value. */
    @Suppress("UNCHECKED_CAST") // the statement that made this asked for an A
    public operator fun getValue(thisRef: Any?, property: KProperty<*>): A = drawn as A

    /** Asks for the name, and stops the coroutine that tells it. */
    internal class Probe : Draw<Nothing>("", "") {
        var name: String? = null

        override fun provideDelegate(thisRef: Any?, property: KProperty<*>): Draw<Nothing> {
            name = property.name
            throw Told()
        }
    }

    /** Ends a coroutine that was only asked for a name. */
    private class Told : Throwable(null, null, false, false) {
        private companion object {
            const val serialVersionUID = 1L
        }
    }
}
