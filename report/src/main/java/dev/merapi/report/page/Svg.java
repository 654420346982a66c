package dev.merapi.report.page;

import dev.merapi.report.internal.Json;
import dev.merapi.report.internal.Scratch;
import dev.merapi.report.plot.Panel;
import dev.merapi.report.plot.Plot;
import dev.merapi.report.store.FileException;
import dev.merapi.report.store.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Pictures for documents: a plot as SVG, drawn by ECharts in a browser without a window, as the
 * page draws it on a light screen. Needs a Chromium or Chrome on this machine.
 *
 * <pre>{@code
 * Svg.in("chromium").write(Plots.trace(posterior, List.of("mu")), Path.of("trace.svg"));
 * }</pre>
 *
 * @param browser the command that starts the browser
 */
public record Svg(String browser) {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final int TOP = 34;
  private static final int SECONDS = 120;

  /** With the browser of this command. */
  public static Svg in(String browser) {
    return new Svg(browser);
  }

  /**
   * Writes the picture, wholly or not at all, in the place of what is there.
   *
   * @throws FileException if the browser cannot draw it, or the file cannot be written
   */
  public void write(Plot plot, Path file) {
    new TextFile(file).write(of(plot));
  }

  /**
   * The picture: panels in two columns below its title, its caption as its description.
   *
   * @throws FileException if the browser cannot draw it
   */
  public String of(Plot plot) {
    List<Panel> panels = plot.panels();
    int columns = Math.min(2, panels.size());
    int height = panels.stream().mapToInt(panel -> Echarts.height(panel, HEIGHT)).max().orElse(0);
    int rows = (panels.size() + 1) / 2;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
        <title>%3$s</title><desc>%4$s</desc>
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="16" y="23" font-family="sans-serif" font-size="16" font-weight="600" fill="#1b1f24">%3$s</text>
        """
            .formatted(
                Math.max(columns, 1) * WIDTH,
                TOP + rows * height,
                Html.text(plot.title()),
                Html.text(plot.caption())));
    List<String> drawings = drawings(panels, height);
    for (int i = 0; i < drawings.size(); i++) {
      svg.append(
              "<g transform=\"translate(%d %d)\">".formatted(i % 2 * WIDTH, TOP + i / 2 * height))
          .append(drawings.get(i).strip())
          .append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private List<String> drawings(List<Panel> panels, int height) {
    List<Object> options = new ArrayList<>();
    panels.forEach(
        panel ->
            options.add(
                Json.object("option", Echarts.option(panel), "width", WIDTH, "height", height)));
    String page =
        """
        <!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
        <script type="application/json" id="options">%s</script>
        <script type="application/json" id="drawings"></script>
        <script>%s</script><script>%s</script><script>%s</script></body></html>
        """
            .formatted(
                Html.json(Json.text(options)),
                Echarts.script(),
                Html.resource("ink.js"),
                Html.resource("svg.js"));
    String begin = "<script type=\"application/json\" id=\"drawings\">";
    String dom = dom(page);
    int from = dom.indexOf(begin) + begin.length();
    int to = dom.indexOf("</script>", from);
    if (from < begin.length()
        || !(Json.of(dom.substring(from, to)) instanceof List<?> drawings)
        || drawings.size() != panels.size()) {
      throw new FileException(
          "The browser '%s' draws no picture; give the command of a Chromium of this day."
              .formatted(browser));
    }
    return drawings.stream().map(String::valueOf).toList();
  }

  /** The page as it is after its scripts. */
  private String dom(String page) {
    try {
      try (Scratch scratch = new Scratch(Files.createTempDirectory("merapi-svg"))) {
        Path folder = scratch.path();
        Path file = Files.writeString(folder.resolve("page.html"), page);
        Path out = folder.resolve("dom");
        Process process =
            new ProcessBuilder(
                    browser,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--user-data-dir=" + folder.resolve("profile"),
                    "--dump-dom",
                    file.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IOException("it did not end within %d seconds".formatted(SECONDS));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileException("The browser '%s' was interrupted.".formatted(browser));
    } catch (IOException e) {
      throw new FileException(
          "The browser '%s' cannot be run: %s. Install Chromium, or give its command."
              .formatted(browser, e.getMessage()));
    }
  }
}
