package dev.merapi.laws.kotlin

import java.nio.file.Files
import java.nio.file.Path
import tools.jackson.core.JsonParser
import tools.jackson.core.JsonToken
import tools.jackson.core.json.JsonFactory

/** A document of JSON as maps, lists, strings and nulls; numbers as their text. */
internal object Json {
    fun read(file: Path): Any? = read(Files.readString(file))

    fun read(text: String): Any? {
        JsonFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), text).use { parser ->
            parser.nextToken()
            return value(parser)
        }
    }

    private fun value(parser: JsonParser): Any? =
        when (parser.currentToken()) {
            JsonToken.START_OBJECT ->
                buildMap {
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        val name = parser.currentName()
                        parser.nextToken()
                        put(name, value(parser))
                    }
                }
            JsonToken.START_ARRAY -> buildList { while (parser.nextToken() != JsonToken.END_ARRAY) add(value(parser)) }
            JsonToken.VALUE_NULL -> null
            else -> parser.string
        }
}

/** What the kernel of a notebook does, as far as it matters here: a cell shows the value of its last line. */
internal class Notebook(file: Path) {
    @Suppress("UNCHECKED_CAST") // the format of notebooks
    private val cells = ((Json.read(file) as Map<String, Any?>).getValue("cells") as List<Map<String, Any?>>)

    /** The code of each cell without what loads libraries. */
    val code: List<String> =
        cells.filter { it["cell_type"] == "code" }.map { text(it["source"]) }.filterNot { it.startsWith("@file:") }

    private fun text(source: Any?) = (source as List<*>).joinToString("")

    /** A program whose `run()` gives what each cell shows. */
    fun program(imports: List<String>, renderers: Map<String, String>): String {
        val body =
            code.joinToString("\n") { cell ->
                val lines = cell.trimEnd().lines()
                if (lines.last().matches(Regex("""(val |println|}| ).*|\)"""))) cell
                else (lines.dropLast(1) + "shown += show(${lines.last()})").joinToString("\n")
            }
        val cases = renderers.entries.joinToString("\n") { (type, how) -> "is $type -> ${how.replace("\$it", "it")}" }
        return """
            package notebook
            ${imports.joinToString("\n") { "import $it" }}
            fun HTML(text: String, isolated: Boolean = false) = if (isolated) "isolated " + text else text
            fun show(it: Any): String = when (it) {
            $cases
            else -> it.toString()
            }
            object Cells {
            fun run(): List<String> {
            val shown = mutableListOf<String>()
            """
            .trimIndent() + "\n$body\nreturn shown\n}\n}\n"
    }
}
