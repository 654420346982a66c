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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page, and a picture drawn by a browser: {@code merapi.browser}, else {@code chromium};
 * skipped where there is none.
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
