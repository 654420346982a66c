package dev.merapi.kotlin

import java.util.concurrent.atomic.AtomicLong

/**
 * How many statements a block has run again in order to be resumed. To resume a block of n statements at its end costs n
 * statements; many resumptions of a long block are therefore quadratic, which is said once, with the remedy.
 */
internal class Toil {
    private val repeated = AtomicLong()
    private val resumed = AtomicLong()

    fun ranAgain(statements: Int) {
        val times = resumed.incrementAndGet()
        val before = repeated.getAndAdd(statements.toLong())
        val now = before + statements
        if (before < MANY && now >= MANY && now > LONG * times) {
            System.getLogger("dev.merapi.kotlin")
                .log(
                    System.Logger.Level.WARNING,
                    "A block has run %d statements again to be resumed %d times, %d for each: it is long and is resumed often. Put its loop into fold(…), markov(…) or a plate: their bodies are blocks of their own, and only one turn of them runs again."
                        .format(now, times, now / times),
                )
        }
    }

    private companion object {
        const val MANY = 1_000_000L
        const val LONG = 50L
    }
}
