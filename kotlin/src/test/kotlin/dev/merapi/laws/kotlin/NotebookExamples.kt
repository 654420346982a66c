package dev.merapi.laws.kotlin

import java.net.URLClassLoader
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/**
 * The notebook, with the imports and renderers that `META-INF/kotlin-jupyter-libraries` gives to the kernel. Its cells are
 * compiled and run here as one program: a kernel is not needed for it.
 */
class NotebookExamples {
    private class Library(val imports: List<String>, val renderers: Map<String, String>)

    @Suppress("UNCHECKED_CAST") // the format of the kernel's libraries.json
    private fun libraries(): List<Library> =
        javaClass.classLoader.getResources("META-INF/kotlin-jupyter-libraries/libraries.json").asSequence().toList().flatMap {
            val file = Json.read(it.readText()) as Map<String, Any?>
            (file.getValue("descriptors") as List<Map<String, Any?>>).map { library ->
                Library(library.getValue("imports") as List<String>, library.getValue("renderers") as Map<String, String>)
            }
        }

    @Test
    fun theCellsOfTheNotebookRun() {
        val all = libraries()
        assertEquals(2, all.size)
        val program =
            Notebook(Path.of("notebooks/schools.ipynb"))
                .program(all.flatMap { it.imports }, all.flatMap { it.renderers.entries }.associate { it.key to it.value })
        val classes = Files.createTempDirectory("notebook")
        val errors = Compiler.compile(mapOf("Cells" to program), classes).mapValues { (_, said) -> said.filter { ": error:" in it } }
        assertEquals(emptyMap<String, List<String>>(), errors.filterValues { it.isNotEmpty() })
        val loader = URLClassLoader(arrayOf(classes.toUri().toURL()), javaClass.classLoader)
        val cells = loader.loadClass("notebook.Cells")
        val shown = cells.getMethod("run").invoke(cells.getField("INSTANCE").get(null)) as List<*>
        assertEquals(5, shown.size)
        assertTrue("<svg" in shown[0] as String)
        assertTrue("<tr><th>theta[Choate]</th>" in shown[1] as String)
        assertEquals("[chain, mu, tau]", (shown[2] as String))
        assertTrue("<figcaption>" in shown[3] as String)
        assertTrue(shown.drop(3).all { (it as String).startsWith("isolated <!DOCTYPE html>") })
    }
}
