package dev.merapi.kotlin

/** What a block has been told so far, last first: each statement with its answer. */
internal class Past(val kind: String, val name: String, val answer: Any, private val before: Past?) {
    val length: Int = length(before) + 1

    override fun toString(): String = describe(kind, name)

    internal companion object {
        private val NOTHING = emptyArray<Past>()

        fun length(past: Past?): Int = past?.length ?: 0

        fun describe(kind: String, name: String): String = if (name.isEmpty()) kind else "$kind '$name'"

        fun inOrder(past: Past?): Array<Past> {
            if (past == null) return NOTHING
            val all = arrayOfNulls<Past>(past.length)
            var one = past
            while (one != null) {
                all[one.length - 1] = one
                one = one.before
            }
            @Suppress("UNCHECKED_CAST") // every place has been filled: lengths count down to 1
            return all as Array<Past>
        }
    }
}
