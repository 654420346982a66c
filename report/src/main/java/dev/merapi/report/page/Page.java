package dev.merapi.report.page;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Summary;
import dev.merapi.report.internal.Json;
import dev.merapi.report.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report as HTML. */
record Page(String title) {

  String of(Report report) {
    Summary summary = report.posterior().summary();
    List<Plot> plots = report.plots();
    List<Object> options = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    body.append(verdict(summary, report.posterior().advice().isEmpty()));
    report
        .diagram()
        .ifPresent(
            svg ->
                body.append(
                    section(
                        "model",
                        "The model",
                        data(report)
                            + "<div class=\"diagram\">"
                            + svg.substring(svg.indexOf("<svg"))
                            + "</div>")));
    body.append(
        section(
            "numbers", "The numbers", left(report) + parameters(summary) + statistics(summary)));
    for (Plot plot : plots) {
      body.append(figure(plot, options));
    }
    body.append(section("again", "How it was made", made(report)));
    return document(body.toString(), options);
  }

  /** Pictures alone. */
  String of(List<Plot> plots) {
    List<Object> options = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (Plot plot : plots) {
      body.append(figure(plot, options));
    }
    return document(body.toString(), options);
  }

  private String document(String body, List<Object> options) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <header><h1>%s</h1></header>
        <main>
        %s
        </main>
        <script type="application/json" id="options">%s</script>
        <script>%s</script>
        <script>%s</script>
        <script>%s</script>
        </body>
        </html>
        """
        .formatted(
            Html.text(title),
            Html.resource("page.css"),
            Html.text(title),
            body,
            Html.json(Json.text(options)),
            Echarts.script(),
            Html.resource("ink.js"),
            Html.resource("page.js"));
  }

  private static String verdict(Summary summary, boolean good) {
    List<String> lines = summary.verdict();
    return """
        <section id="verdict" class="%s" aria-labelledby="verdict-title">
        <h2 id="verdict-title">%s</h2>
        <p class="figures">%s</p>
        %s
        </section>
        """
        .formatted(
            good ? "good" : "bad",
            good ? "Nothing here speaks against these draws" : "Do not trust these draws yet",
            Html.text(lines.getFirst()),
            good ? "" : Html.list(lines.subList(1, lines.size())));
  }

  private static String section(String id, String heading, String content) {
    return "<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2>%s</section>\n"
        .formatted(id, id, Html.text(heading), content);
  }

  private static String data(Report report) {
    return report.observed().isEmpty()
        ? ""
        : "<p>Observed: "
            + report.observed().entrySet().stream()
                .map(
                    site ->
                        Html.text(site.getKey())
                            + ", "
                            + (site.getValue() == 1 ? "one number" : site.getValue() + " numbers"))
                .collect(Collectors.joining("; "))
            + ".</p>";
  }

  private static String left(Report report) {
    return report.left().stream()
        .map(
            q ->
                "<p>%s has %,d elements, too many to list; its draws are not judged here.</p>"
                    .formatted(Html.text(q.name()), q.shape().count()))
        .collect(Collectors.joining());
  }

  private static String parameters(Summary summary) {
    List<Function<ParameterSummary, Double>> columns =
        List.of(
            ParameterSummary::mean,
            ParameterSummary::sd,
            ParameterSummary::q05,
            ParameterSummary::q50,
            ParameterSummary::q95,
            ParameterSummary::essBulk,
            ParameterSummary::essTail,
            ParameterSummary::rhat,
            ParameterSummary::mcseMean);
    List<List<String>> rows = new ArrayList<>();
    for (ParameterSummary p : summary.parameters()) {
      List<String> row = new ArrayList<>(List.of(p.name()));
      columns.forEach(column -> row.add(number(column.apply(p))));
      rows.add(row);
    }
    return Html.table(
        "parameters",
        "Every scalar of the posterior",
        List.of(
            "name", "mean", "sd", "5 %", "50 %", "95 %", "ESS bulk", "ESS tail", "R-hat", "MCSE"),
        rows);
  }

  private static String statistics(Summary summary) {
    return summary.figures().isEmpty()
        ? ""
        : Html.table(
            "statistics",
            "Statistics of the sampler",
            List.of("name", "mean", "least", "greatest"),
            summary.figures().stream()
                .map(
                    f ->
                        List.of(
                            f.name(), number(f.mean()), number(f.least()), number(f.greatest())))
                .toList());
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : "–";
  }

  private static String figure(Plot plot, List<Object> options) {
    String panels =
        plot.panels().stream()
            .map(
                panel -> {
                  options.add(Echarts.option(panel));
                  int height = Echarts.height(panel, 260);
                  return "<div class=\"panel\" role=\"img\" aria-label=\"%s\" data-option=\"%d\" style=\"height:%dpx\"></div>"
                      .formatted(
                          Html.text(plot.title() + " " + panel.title()),
                          options.size() - 1,
                          height);
                })
            .collect(Collectors.joining("\n"));
    return """
        <section><figure><h2>%s</h2><div class="panels%s">%s</div>
        <figcaption>%s</figcaption></figure></section>
        """
        .formatted(
            Html.text(plot.title()),
            plot.panels().size() == 1 ? " one" : "",
            panels,
            Html.text(plot.caption()));
  }

  private static String made(Report report) {
    StringBuilder lines = new StringBuilder("<dl>");
    Made.of(report.posterior()).forEach((name, value) -> line(lines, name, value));
    for (Map.Entry<String, String> setting : report.settings().entrySet()) {
      line(lines, setting.getKey(), setting.getValue());
    }
    return lines.append("</dl>").toString();
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(
        "<dt>%s</dt><dd><code>%s</code></dd>".formatted(Html.text(name), Html.text(value)));
  }
}
