package dev.merapi.laws.kotlin

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler

/** Compiles snippets as a user would, on the class path of the tests. */
internal object Compiler {
    /** What the compiler says about each source, by its name; nothing of those that it says nothing about. */
    fun compile(sources: Map<String, String>, classes: Path): Map<String, List<String>> {
        val folder = Files.createTempDirectory("snippets")
        for ((name, text) in sources) Files.writeString(folder.resolve("$name.kt"), text)
        val out = ByteArrayOutputStream()
        val code =
            K2JVMCompiler()
                .exec(
                    PrintStream(out, true, Charsets.UTF_8),
                    "-no-stdlib",
                    "-no-reflect",
                    "-jvm-target",
                    "25",
                    "-jdk-home",
                    System.getProperty("java.home"),
                    "-Xreturn-value-checker=check",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    "$classes",
                    "$folder",
                )
        val lines = out.toString(Charsets.UTF_8).lines()
        val said = sources.keys.associateWith { name -> lines.filter { it.contains("/$name.kt:") || it.startsWith("$name.kt:") } }
        check(code.code == 0 || said.values.any { it.isNotEmpty() }) { lines.joinToString("\n") }
        return said.filterValues { it.isNotEmpty() }
    }
}
