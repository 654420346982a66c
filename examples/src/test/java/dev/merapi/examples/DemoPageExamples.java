package dev.merapi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's pages in a browser, and its files in ArviZ: {@code merapi.browser}, else {@code
 * chromium}, and {@code merapi.python}, else {@code python3}; skipped where they are not there.
 */
class DemoPageExamples {
  private static final String BROWSER = System.getProperty("merapi.browser", "chromium");
  private static final String PYTHON = System.getProperty("merapi.python", "python3");

  /**
   * Sorts by R-hat, the greatest first, then filters a long table; the root says what came of it.
   */
  private static final String CLICKS =
      """
      <script>
      const button = [...document.querySelectorAll("#parameters thead button")].at(-2);
      button.click(); button.click();
      const values = [...document.querySelectorAll("#parameters tbody tr")].map(r => Number(r.cells[8].textContent));
      document.documentElement.dataset.sorted = String(values.every((v, i) => i === 0 || v <= values[i - 1]));
      const filter = document.querySelector("input[data-table=parameters]");
      if (filter) { filter.value = "THETA"; filter.dispatchEvent(new Event("input")); }
      document.documentElement.dataset.left = String([...document.querySelectorAll("#parameters tbody tr")].filter(r => !r.hidden).length);
      document.documentElement.dataset.canvases = String(document.querySelectorAll(".panel canvas").length);
      document.documentElement.dataset.wide = String(document.documentElement.scrollWidth > window.innerWidth);
      </script></body>
      """;

  @TempDir Path folder;

  /**
   * All pictures are drawn, nothing is complained about, the tables sort and filter; also on a
   * phone.
   */
  @Test
  void aBrowserShowsThePages() throws IOException, InterruptedException {
    assumeTrue(scripts(), BROWSER + " is not there, or shows no page in this environment");
    demo();
    shows("eight_schools", 8, "1200,900");
    shows("penguins", 7, "420,900");
  }

  /** Whether the browser runs the script of a page that has nothing to do with us. */
  private boolean scripts() throws IOException, InterruptedException {
    Path page =
        Files.writeString(
            folder.resolve("probe.html"),
            """
            <!doctype html><html><body><canvas></canvas><script>
            document.querySelector("canvas").getContext("2d").fillRect(0, 0, 9, 9);
            document.documentElement.dataset.ran = "true";
            </script></body></html>
            """);
    return shown(page, "probe", "1200,900") == 0
        && Files.readString(folder.resolve("probe.out")).contains("data-ran=\"true\"");
  }

  private int shown(Path page, String name, String size) throws InterruptedException {
    return ends(
        List.of(
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--user-data-dir=" + folder.resolve("profile"),
            "--virtual-time-budget=20000",
            "--window-size=" + size,
            "--dump-dom",
            page.toUri().toString()),
        name);
  }

  private void shows(String model, int left, String size) throws IOException, InterruptedException {
    String html = Files.readString(folder.resolve(model).resolve("report.html"));
    Path page =
        Files.writeString(
            folder.resolve(model + ".html"),
            html.substring(0, html.lastIndexOf("</body>")) + CLICKS);
    assertEquals(0, shown(page, model, size));
    String dom = Files.readString(folder.resolve(model + ".out"));
    String root = dom.substring(0, Math.min(dom.length(), 600));
    int panels = html.split("data-option=", -1).length - 1;
    assertTrue(panels > 20, "pictures");
    assertTrue(root.contains("data-drawn=\"" + panels + "\""), root);
    assertTrue(root.contains("data-canvases=\"" + panels + "\""), root);
    assertTrue(root.contains("data-sorted=\"true\""), root);
    assertTrue(root.contains("data-left=\"" + left + "\""), root);
    assertTrue(root.contains("data-wide=\"false\""), root);
    String said = Files.readString(folder.resolve(model + ".err"));
    assertFalse(said.contains("CONSOLE"), said);
  }

  /** ArviZ finds the figures of the demo's tables, of every parameter. */
  @Test
  void arvizAgreesWithTheTables() throws IOException, InterruptedException {
    assumeTrue(ends(List.of(PYTHON, "-c", "import arviz"), "python") == 0, "no ArviZ: " + PYTHON);
    demo();
    for (String model : List.of("eight_schools", "penguins")) {
      int code =
          ends(
              List.of(
                  PYTHON,
                  "../report/src/test/python/check_demo.py",
                  folder.resolve(model).toString()),
              "check");
      String said =
          Files.readString(folder.resolve("check.out"))
              + Files.readString(folder.resolve("check.err"));
      System.out.print(said);
      assertEquals(0, code, said);
    }
  }

  private void demo() {
    int code =
        Demo.run(
            System.out,
            System.err,
            "--out",
            folder.toString(),
            "--penguins",
            Path.of("data", "penguins.csv").toString(),
            "--draws",
            "100",
            "--warmup",
            "200");
    assertEquals(0, code);
  }

  /** The exit code of a program; −1 if there is none, or it does not end. */
  private int ends(List<String> command, String name) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(folder.resolve(name + ".out").toFile())
              .redirectError(folder.resolve(name + ".err").toFile())
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException absent) {
      return -1;
    }
  }
}
