package dev.merapi.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of a page. */
final class Html {
  /** From so many lines on a table can be filtered. */
  private static final int FILTERED = 9;

  private Html() {}

  /** A text between tags or in a quoted attribute. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** JSON inside of a script: no text in it ends the script. */
  static String json(String json) {
    return json.replace("<", "\\u003c");
  }

  static String list(List<String> items) {
    return items.stream()
        .map(item -> "<li>" + text(item) + "</li>")
        .collect(Collectors.joining("", "<ul>", "</ul>"));
  }

  /**
   * A table that sorts by its columns and, if it is long, is filtered by a text; the first column
   * names a line.
   */
  static String table(String id, String caption, List<String> head, List<List<String>> lines) {
    String columns =
        head.stream()
            .map(
                name ->
                    "<th scope=\"col\"><button type=\"button\">" + text(name) + "</button></th>")
            .collect(Collectors.joining());
    String rows = lines.stream().map(Html::row).collect(Collectors.joining("\n"));
    String filter =
        lines.size() < FILTERED
            ? ""
            : "<label class=\"filter\">Show only names with <input type=\"search\" data-table=\"%s\"></label>"
                .formatted(id);
    return """
        %s<div class="scroll" tabindex="0" role="region" aria-label="%s"><table id="%s"><caption>%s</caption>
        <thead><tr>%s</tr></thead><tbody>
        %s
        </tbody></table></div>
        """
        .formatted(filter, text(caption), id, text(caption), columns, rows);
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .skip(1)
        .map(cell -> "<td>" + text(cell) + "</td>")
        .collect(
            Collectors.joining(
                "", "<tr><th scope=\"row\">" + text(cells.getFirst()) + "</th>", "</tr>"));
  }

  /** A text that comes with the page. */
  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("The class path has no " + name, broken);
    }
  }
}
