package dev.merapi.laws.docs;

import dev.merapi.report.page.Svg;
import dev.merapi.report.plot.Plot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Draws the pictures of the guide again, from the code of its pages: {@code exec:exec@pictures}.
 * The first argument is the command of a Chromium; a second one is the page, if it is one alone.
 */
final class Pictures {
  private Pictures() {}

  /** Runs each page that has pictures, and writes them. */
  public static void main(String[] arguments) throws Exception {
    Svg svg = Svg.in(arguments[0]);
    Path folder = Files.createTempDirectory("pictures");
    for (String page : SnippetExamples.PAGES) {
      boolean chosen = arguments.length < 2 || page.contains(arguments[1]);
      if (chosen
          && !Page.pictures(Files.readString(SnippetExamples.root().resolve(page))).isEmpty()) {
        for (Map.Entry<?, ?> picture : SnippetExamples.pictures(page, folder).entrySet()) {
          Path file = SnippetExamples.root().resolve("docs/pictures/" + picture.getKey() + ".svg");
          Files.writeString(
              file,
              picture.getValue() instanceof Plot plot
                  ? svg.of(plot)
                  : framed(String.valueOf(picture.getValue())));
          System.out.println(file);
        }
      }
    }
  }

  /** A diagram as large as it is, on white, since its lines are black. */
  private static String framed(String svg) {
    return svg.replaceFirst(
        "viewBox=\"0 0 (\\d+) (\\d+)\"([^>]*)>",
        "width=\"$1\" height=\"$2\" viewBox=\"0 0 $1 $2\"$3><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
  }
}
