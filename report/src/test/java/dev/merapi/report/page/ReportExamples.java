package dev.merapi.report.page;

import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.Sampler;
import dev.merapi.report.fit.PredictiveFit;
import dev.merapi.report.plot.Checks;
import dev.merapi.report.plot.Plots;
import dev.merapi.report.store.FileException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page, and the page in a browser: {@code merapi.browser}, else {@code chromium}; skipped where
 * there is none.
 */
class ReportExamples {
  private static final String BROWSER = System.getProperty("merapi.browser", "chromium");
  private static final Tensor EFFECT = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
  private static final Tensor ERROR = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
  private static final List<String> SCHOOLS =
      List.of(
          "Choate",
          "Deerfield",
          "Phillips Andover",
          "Phillips Exeter",
          "Hotchkiss",
          "Lawrenceville",
          "St. Paul's",
          "Mt. Hermon");

  private static Model<Tensor> schools() {
    return sample("mu", normal(0, 5))
        .flatMap(
            mu ->
                sample("tau", halfCauchy(5))
                    .flatMap(
                        tau ->
                            plate(
                                "schools",
                                SCHOOLS,
                                _ ->
                                    sample("theta", normal(mu, tau))
                                        .flatMap(
                                            theta -> observe("y", normal(theta, ERROR), EFFECT)))));
  }

  private static Report report() {
    Posterior posterior =
        Posterior.sample(Sampler.nuts().warmUp(300).draws(300).chains(4), schools(), Key.of(3));
    return Report.of("Eight schools, centred", schools(), posterior)
        .plot(
            Checks.predictive(
                "y", Predictive.posterior(schools(), posterior, Key.of(4)).get("y"), EFFECT))
        .plot(Plots.khat(PredictiveFit.of(schools(), posterior).loo()))
        .setting("key", "Key.of(3)")
        .setting("run it again", "mvn -q compile exec:exec");
  }

  @Test
  void aPageNeedsNothingElse() {
    String html = report().html();
    assertTrue(html.contains("theta[St. Paul&#39;s]"), "labels are in the table");
    assertTrue(html.indexOf("id=\"verdict\"") < html.indexOf("<table"), "the verdict is first");
    for (String network : List.of("<link", "src=\"", "@import", "url(h", "url(/")) {
      String own = html.substring(0, html.indexOf("id=\"options\""));
      assertFalse(own.contains(network), network);
    }
  }

  /** Nothing in a page depends on the time or on the order of a hash table. */
  @Test
  void equalDrawsAreEqualPages() {
    assertEquals(report().html(), report().html());
  }

  @Test
  void namesAreNoHtml() {
    Posterior posterior =
        Posterior.of(
            Map.of("</script><b>", Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, Shape.of(1, 6))));
    String html = Report.of("<i>", posterior).html();
    assertFalse(html.contains("<b>") || html.contains("<i>"), "names are texts");
  }

  @Test
  void oneChainAndDrawsThatAreNotNumbersHaveAPage() {
    Posterior posterior =
        Posterior.of(
            Map.of("mu", Tensor.of(new double[] {1, Double.NaN, 3, 4, 2, 0}, Shape.of(1, 6))));
    String html = Report.of("odd", posterior).html();
    assertTrue(html.contains("Some draws are not finite, of mu"), "the verdict says it");
  }

  /** All pictures are drawn, nothing is complained about, the table sorts and filters. */
  @Test
  void aBrowserShowsIt(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(isThere(), "no browser: " + BROWSER);
    Report report = report();
    String click =
        """
        <script>
        const button = [...document.querySelectorAll("#parameters thead button")].at(-2);
        button.click(); button.click();
        const first = document.querySelector("#parameters tbody tr");
        const values = [...document.querySelectorAll("#parameters tbody tr")].map(r => Number(r.cells[8].textContent));
        document.documentElement.dataset.sorted = String(values.every((v, i) => i === 0 || v <= values[i - 1]));
        const filter = document.querySelector("input[data-table=parameters]");
        filter.value = "THETA"; filter.dispatchEvent(new Event("input"));
        document.documentElement.dataset.left = String([...document.querySelectorAll("#parameters tbody tr")].filter(r => !r.hidden).length);
        document.documentElement.dataset.canvases = String(document.querySelectorAll(".panel canvas").length);
        </script></body>
        """;
    String html = report.html();
    Path page =
        Files.writeString(
            folder.resolve("page.html"), html.substring(0, html.lastIndexOf("</body>")) + click);
    report.write(Path.of("target", "eight-schools.html"));
    String dom = browser(folder, "--dump-dom", page.toUri().toString());
    int panels = html.split("data-option=", -1).length - 1;
    assertTrue(
        dom.contains("data-drawn=\"" + panels + "\""),
        dom.substring(0, Math.min(dom.length(), 600)));
    assertTrue(dom.contains("data-canvases=\"" + panels + "\""), "a canvas for each panel");
    assertTrue(dom.contains("data-sorted=\"true\""), "the table sorts");
    assertTrue(dom.contains("data-left=\"8\""), "the table is filtered");
    String said = Files.readString(folder.resolve("errors"));
    assertFalse(said.contains("CONSOLE"), said);
  }

  /** Pictures for documents are XML, as large as they say, and the same whenever they are drawn. */
  @Test
  void aPlotIsDrawnAsSvg(@TempDir Path folder) throws Exception {
    assumeTrue(isThere(), "no browser: " + BROWSER);
    Posterior posterior =
        Posterior.of(
            Map.of("mu", Tensor.of(new double[] {1, 3, 2, 4, 2, 0, 1, 2}, Shape.of(2, 4))));
    Path file = folder.resolve("trace.svg");
    Svg svg = Svg.in(BROWSER);
    svg.write(Plots.trace(posterior, List.of("mu")), file);
    var document =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile());
    assertEquals("480", document.getDocumentElement().getAttribute("width"));
    assertEquals(2, document.getElementsByTagName("svg").getLength());
    assertTrue(Files.readString(file).contains("#0757b5"), "the ink of the first chain");
    assertTrue(
        assertThrows(
                FileException.class,
                () -> Svg.in("no-such-browser").of(Plots.trace(posterior, List.of("mu"))))
            .getMessage()
            .contains("cannot be run"));
  }

  private static String browser(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                BROWSER,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=20000"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("dom");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser ends");
    assertEquals(0, process.exitValue());
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(BROWSER, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
