package dev.merapi.laws.kotlin

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.URLClassLoader
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What the compiler refuses, and that what the README shows compiles and runs. */
class CompilerExamples {
    private val refused =
        mapOf(
            "foreign" to ("suspend fun foreign() = 1\nval m = model { foreign() }" to "restricted suspending functions"),
            "later" to
                ("val m = model { java.util.stream.Stream.of(\"a\").map { sample(it, normal()) }.toList() }" to
                    "suspension functions can only be called within coroutine body"),
            "outer" to
                ("val m = model { val outer = this; plate(\"n\", 3) { outer.sample(\"x\", normal()) } }" to
                    "restricted suspending functions"),
            "labelled" to
                ("val m = model { plate(\"n\", 3) { this@model.sample(\"x\", normal()) } }" to "restricted suspending functions"),
            "sequences" to ("val m = model { sequence { yield(sample(\"x\", normal())) }.toList() }" to "error"),
            "nameless" to ("val m = model { val x = sample(normal()); x + 1 }" to "none of the following candidates is applicable"),
            "misspelt" to ("val d = normal(loc = 0, sigma = 1)" to "sigma"),
            "mistyped" to ("val d = normal(loc = \"0\")" to "none of the following candidates is applicable"),
            "boolean" to ("fun f(x: Tensor) = if (x < 0) 1 else 2" to "error"),
            "mixed" to ("fun f(m: Model<Tensor>, t: Tensor) = m given mapOf(\"a\" to t, \"b\" to 1)" to "error"),
        )

    /** The compiler keeps its warnings to itself where there are errors, so these are compiled without them. */
    private val warned =
        mapOf(
            "dropped" to ("fun f(m: Model<Tensor>) { m given (\"a\" to 1) }" to "warning: unused return value"),
            "forgotten" to ("val m = model { Models.observe(\"y\", normal(), 1.0) given (\"y\" to 2); 1 }" to "unused return value"),
        )

    private val accepted =
        mapOf(
            "helper" to "suspend fun ModelScope.coin(name: String) = sample(name, bernoulli(0.5)).item() > 0\nval m = model { coin(\"a\") }",
            "inline" to "val m = model { listOf(\"a\", \"b\").map { sample(it, normal()) } }",
            "early" to "val m = model { for (i in 0..3) { if (sample(\"x\$i\", bernoulli(0.5)).item() > 0) return@model i }; 4 }",
        )

    @Test
    fun whatCannotBeReplayedDoesNotCompile() {
        requireSaid(refused)
    }

    @Test
    fun whatIsDroppedWarns() {
        requireSaid(warned)
    }

    /** Checks what is said about these, and that nothing is said about what is right. */
    private fun requireSaid(snippets: Map<String, Pair<String, String>>) {
        val header =
            "import dev.merapi.kotlin.*\nimport dev.merapi.effects.*\nimport dev.merapi.tensor.Tensor\n"
        val sources =
            (snippets.mapValues { (_, snippet) -> snippet.first } + accepted)
                .mapValues { (name, text) -> "package snippets.$name\n$header$text\n" }
        val said = Compiler.compile(sources, Files.createTempDirectory("snippets"))
        val about = snippets.mapValues { (name, _) -> said[name]?.joinToString("\n") ?: "nothing" }
        val otherwise = about.filterNot { (name, text) -> text.contains(snippets.getValue(name).second, ignoreCase = true) }
        assertEquals(emptyMap<String, String>(), otherwise)
        assertEquals(emptySet<String>(), said.keys intersect accepted.keys, "$said")
    }

    @Test
    fun theProgramsOfTheReadmeRun() {
        val text = Files.readString(Path.of("README.md"))
        val programs =
            Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(text).map { it.groupValues[1] }.toList()
        val sources = programs.withIndex().associate { (i, program) -> "Program$i" to "package readme$i\n$program" }
        val classes = Files.createTempDirectory("readme")
        assertEquals(emptyMap<String, List<String>>(), Compiler.compile(sources, classes))
        assertTrue(programs.size >= 3)
        for ((i, program) in programs.withIndex()) {
            val printed = Regex("// (.+)\n?\\s*}?\\s*$").find(program.trimEnd())!!.groupValues[1]
            assertTrue(run(classes, "readme$i.Program${i}Kt").contains(printed), "program $i prints $printed")
        }
    }

    private fun run(classes: Path, main: String): String {
        val out = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(out, true, Charsets.UTF_8))
        try {
            URLClassLoader(arrayOf(classes.toUri().toURL()), javaClass.classLoader).use {
                it.loadClass(main).getMethod("main").invoke(null)
            }
        } finally {
            System.setOut(before)
        }
        return out.toString(Charsets.UTF_8)
    }
}
