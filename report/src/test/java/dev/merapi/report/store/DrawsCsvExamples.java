package dev.merapi.report.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawsCsvExamples {
  @Test
  void aRowIsADraw() throws IOException {
    StringWriter text = new StringWriter();
    DrawsCsv.write(
        List.of("mu", "theta[1]", "corr[1,2]"),
        new double[][][] {{{1, 0.1, -3}, {2, 1e-300, 4}}, {{3, 1.0 / 3, 5}}},
        text);
    assertEquals(
        """
        chain,draw,mu,theta[1],"corr[1,2]"
        1,1,1.0,0.1,-3.0
        1,2,2.0,1.0E-300,4.0
        2,1,3.0,0.3333333333333333,5.0
        """,
        text.toString());
  }
}
