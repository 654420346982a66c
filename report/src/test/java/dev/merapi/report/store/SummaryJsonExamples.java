package dev.merapi.report.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.infer.Summary;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryJsonExamples {
  @Test
  void aFigureThatDoesNotExistIsNull() {
    double[][][] constant = {{{2}, {2}, {2}, {2}}, {{2}, {2}, {2}, {2}}};
    StringWriter text = new StringWriter();
    SummaryJson.write(Summary.of(List.of("mu"), constant), text);
    assertEquals(
        """
        {
          "mu" : {
            "mean" : 2.0,
            "sd" : 0.0,
            "q05" : 2.0,
            "q50" : 2.0,
            "q95" : 2.0,
            "ess_bulk" : null,
            "ess_tail" : null,
            "rhat" : null
          }
        }""",
        text.toString());
  }
}
