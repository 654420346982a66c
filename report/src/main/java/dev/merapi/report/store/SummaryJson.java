package dev.merapi.report.store;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Summary;
import java.io.Writer;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * A summary as JSON: an object with one entry a scalar, {@code "mu": {"mean": .., "sd": .., "q05":
 * .., "q50": .., "q95": .., "ess_bulk": .., "ess_tail": .., "rhat": ..}}. A figure that does not
 * exist, such as R-hat of a constant, is {@code null}.
 *
 * @param file where it is
 */
public record SummaryJson(Path file) {
  private static final ObjectWriteContext LINES =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter();
        }
      };

  /**
   * Writes the summary, wholly or not at all, in the place of what is there.
   *
   * @throws FileException where that cannot be done
   */
  public void write(Summary summary) {
    Whole.file(file, writer -> write(summary, writer));
  }

  /** Writes the summary, and closes the writer. */
  static void write(Summary summary, Writer writer) {
    try (JsonGenerator json = new JsonFactory().createGenerator(LINES, writer)) {
      json.writeStartObject();
      for (ParameterSummary parameter : summary.parameters()) {
        json.writeName(parameter.name());
        json.writeStartObject();
        write(json, "mean", parameter.mean());
        write(json, "sd", parameter.sd());
        write(json, "q05", parameter.q05());
        write(json, "q50", parameter.q50());
        write(json, "q95", parameter.q95());
        write(json, "ess_bulk", parameter.essBulk());
        write(json, "ess_tail", parameter.essTail());
        write(json, "rhat", parameter.rhat());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, String name, double figure) {
    json.writeName(name);
    if (Double.isFinite(figure)) {
      json.writeNumber(figure);
    } else {
      json.writeNull();
    }
  }
}
