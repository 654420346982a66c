package dev.merapi.laws.kotlin

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** The Kotlin of the README and of each page of the guide, as one program: its blocks in their order share their values. */
class PageExamples {
    private val pages =
        (Path.of("../docs/guide").listDirectoryEntries().filter { it.extension == "md" }.sorted() + listOf(Path.of("../README.md")))

    private fun blocks(page: Path) =
        Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(Files.readString(page))
            .map { it.groupValues[1].replace("Path.of(\"examples/", "Path.of(\"../examples/") }.toList()

    private fun name(page: Path) = "Page_" + page.nameWithoutExtension.replace('-', '_')

    private fun program(page: Path): String {
        val (imports, statements) = blocks(page).joinToString("\n").lines().partition { it.startsWith("import ") }
        return "package pages\n${imports.joinToString("\n")}\nobject ${name(page)} {\nfun main() {\n${statements.joinToString("\n")}\n}\n}\n"
    }

    /** Pages of the language itself; the others call at length what their Java has called. */
    private val short = setOf("README", "first-model", "plates", "handlers", "hierarchy", "custom-inference")

    private fun run(chosen: List<Path>) {
        val classes = Files.createTempDirectory("guide")
        val said = Compiler.compile(pages.associate { name(it) to program(it) }, classes)
        assertEquals(emptyMap<String, List<String>>(), said.mapValues { (_, lines) -> lines.filter { ": error:" in it } }.filterValues { it.isNotEmpty() })
        val loader = java.net.URLClassLoader(arrayOf(classes.toUri().toURL()), javaClass.classLoader)
        for (page in chosen) {
            val program = loader.loadClass("pages.${name(page)}")
            program.getMethod("main").invoke(program.getField("INSTANCE").get(null))
        }
    }

    @Test
    fun theGuideCompilesInKotlinAndItsFirstPagesRun() {
        assertEquals(emptyList<Path>(), pages.filter { blocks(it).isEmpty() }, "pages without Kotlin")
        val first = pages.filter { it.nameWithoutExtension in short }
        assertEquals(short.size, first.size, "a page has another name")
        run(first)
    }

    @Test
    @Tag("statistical")
    fun theGuideRunsInKotlin() = run(pages)
}
