package dev.merapi.laws.kotlin

import dev.merapi.effects.ModelException
import org.junit.jupiter.api.Assertions.assertThrows

/** The sentence with which something is refused. */
internal fun refusal(what: () -> Any): String {
    return assertThrows(ModelException::class.java) { throw AssertionError("not refused: ${what()}") }.message!!
}


