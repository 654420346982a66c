package dev.merapi.laws.kotlin

import java.util.Random

/** A small program as data, to be written as a block and by `flatMap`. Its state is one number. */
internal sealed interface Program {
    /** state ← state + a coin whose probability depends on the state. */
    data class Flip(val name: String) : Program

    /** A normal draw, of which the sign counts. */
    data class Draw(val name: String) : Program

    /** Evidence about the state. */
    data class See(val name: String, val value: Double) : Program

    /** A term of the density. */
    data class Weigh(val name: String, val by: Double) : Program

    data class Sequence(val parts: List<Program>) : Program

    /** One of two, by the state. */
    data class Branch(val odd: Program, val even: Program) : Program

    /** A loop; names get the number of the turn. */
    data class Repeat(val times: Int, val body: Program) : Program

    /** A loop over names. */
    data class ForEach(val names: List<String>, val body: Program) : Program

    /** Turns until a coin says stop. */
    data class Recurse(val name: String, val limit: Int) : Program

    /** A loop that ends early where the state is divisible by three. */
    data class Until(val times: Int, val body: Program) : Program

    /** A body for independent elements. */
    data class Plate(val name: String, val size: Int, val body: Program) : Program

    /** Fails where the state is large, and is caught further out, or is not. */
    data class Fail(val above: Int) : Program

    data class Catch(val body: Program) : Program

    companion object {
        fun of(seed: Long): Program = Generator(Random(seed)).sequence(3)
    }

    private class Generator(private val random: Random) {
        private var names = 0

        private fun name() = "s${names++}"

        fun sequence(depth: Int): Program = Sequence(List(1 + random.nextInt(4)) { one(depth) })

        private fun one(depth: Int): Program {
            val leaf = depth == 0
            return when (random.nextInt(if (leaf) 5 else 13)) {
                0, 1 -> Flip(name())
                2 -> Draw(name())
                3 -> See(name(), random.nextInt(3).toDouble())
                4 -> Weigh(name(), random.nextInt(4) - 2.0)
                5 -> Branch(sequence(depth - 1), sequence(depth - 1))
                6 -> Repeat(random.nextInt(3), sequence(depth - 1))
                7 -> ForEach(List(random.nextInt(3)) { "n$it" }, sequence(depth - 1))
                8 -> Recurse(name(), 1 + random.nextInt(3))
                9 -> Until(1 + random.nextInt(3), sequence(depth - 1))
                10 -> Plate(name(), 1 + random.nextInt(2), sequence(depth - 1))
                11 -> Fail(3 + random.nextInt(9))
                else -> Catch(sequence(depth - 1))
            }
        }
    }
}
