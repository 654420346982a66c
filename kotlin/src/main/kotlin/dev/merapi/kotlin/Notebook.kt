package dev.merapi.kotlin

import dev.merapi.infer.Summary
import java.util.Locale

/** The table, the statistics of the sampler and the verdict as HTML: what a notebook shows of a summary. */
public fun Summary.toHtml(): String = buildString {
    val lines =
        parameters().map {
            listOf(it.mean(), it.sd(), it.q05(), it.q50(), it.q95()).map { x -> "%.4g".format(Locale.ROOT, x) } +
                listOf(it.essBulk(), it.essTail()).map { x -> "%.0f".format(Locale.ROOT, x) } +
                "%.3f".format(Locale.ROOT, it.rhat())
        }
    table(
        listOf("parameter", "mean", "sd", "5%", "50%", "95%", "ess_bulk", "ess_tail", "rhat"),
        parameters().map { it.name() } zip lines,
    )
    if (figures().isNotEmpty()) {
        val figures = figures().map { listOf(it.mean(), it.least(), it.greatest()).map { x -> "%.4g".format(Locale.ROOT, x) } }
        table(listOf("statistic", "mean", "least", "greatest"), figures().map { it.name() } zip figures)
    }
    for (sentence in verdict()) append("<p>${escaped(sentence)}</p>\n")
}

private fun StringBuilder.table(head: List<String>, rows: List<Pair<String, List<String>>>) {
    append("<table>\n<tr>")
    for (title in head) append("<th>${escaped(title)}</th>")
    append("</tr>\n")
    for ((name, cells) in rows) {
        append("<tr><th>${escaped(name)}</th>")
        for (cell in cells) append("<td>$cell</td>")
        append("</tr>\n")
    }
    append("</table>\n")
}

private fun escaped(text: String): String = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
