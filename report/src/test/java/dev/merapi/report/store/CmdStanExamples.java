package dev.merapi.report.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of CmdStan, ours and its own. */
class CmdStanExamples {
  private static final String HEAD =
      """
      # model = eight_schools
      # method = sample (Default)
      #   sample
      #     num_samples = 2
      #     num_warmup = 2
      #     save_warmup = %s
      #     thin = 1 (Default)
      lp__,accept_stat__,divergent__,mu,corr.1.1,corr.2.1,corr.1.2,corr.2.2
      """;

  @TempDir Path folder;

  @Test
  void readIsTheInverseOfWrite() {
    Random random = new Random(3);
    Map<String, Tensor> draws = new LinkedHashMap<>();
    draws.put("mu", Tensor.of(random.doubles(6).toArray(), Shape.of(2, 3)));
    double[] matrices = random.doubles(2 * 3 * 6).map(x -> 1 / x).toArray();
    matrices[0] = Double.NaN;
    matrices[1] = -0.0;
    matrices[2] = Double.NEGATIVE_INFINITY;
    draws.put("corr", Tensor.of(matrices, Shape.of(2, 3, 2, 3)));
    Map<String, Tensor> statistics = new LinkedHashMap<>();
    statistics.put("lp", Tensor.of(random.doubles(6).toArray(), Shape.of(2, 3)));
    statistics.put(
        "reached_max_treedepth", Tensor.of(new double[] {0, 1, 0, 0, 0, 1}, Shape.of(2, 3)));
    Posterior posterior = Posterior.of(draws, statistics);
    CmdStanCsv files = CmdStanCsv.in(folder, "run", 2);
    files.write(posterior);
    Posterior back = files.read();
    assertEquals(posterior.names(), back.names());
    assertEquals(posterior.statistics(), back.statistics());
    for (String name : List.of("mu", "corr")) {
      assertArrayEquals(posterior.get(name).toArray(), back.get(name).toArray(), name);
    }
    assertArrayEquals(posterior.statistic("lp"), back.statistic("lp"));
  }

  /** The first index runs fastest, statistics get their names here, warm-up is left out. */
  @Test
  void whatCmdStanWroteIsRead() throws IOException {
    Path file =
        write(
            HEAD.formatted("1")
                + "0,0,0,9,9,9,9,9\n0,0,0,9,9,9,9,9\n# Adaptation terminated\n# Step size = 0.8\n"
                + "-7.5,0.9,1,1,11,21,12,22\n-7,nan,0,2,0,0,0,-inf\n# \n#  Elapsed Time: 0.01 seconds\n");
    Posterior posterior = new CmdStanCsv(List.of(file)).read();
    assertEquals(
        List.of("mu", "corr"), posterior.quantities().stream().map(Quantity::name).toList());
    assertArrayEquals(new double[] {11, 12, 21, 22}, posterior.draw(0).get("corr").toArray());
    assertEquals(2, posterior.size());
    assertArrayEquals(new double[] {1, 0}, posterior.statistic("diverging")[0]);
    assertEquals(List.of("lp", "acceptance_rate", "diverging"), posterior.statistics());
  }

  /** A run that was killed: all complete draws are there. */
  @Test
  void aFileThatIsCutHasItsCompleteDraws() throws IOException {
    String text = HEAD.formatted("0") + "0,1,0,1,1,1,1,1\n0,1,0,2,1,1,1,1.25\n0,1,0,3,1,1,1,1.25\n";
    int second = text.indexOf("0,1,0,2");
    int third = text.indexOf("0,1,0,3");
    for (int length = second; length < text.length(); length++) {
      Path file = write(text.substring(0, length));
      assertEquals(
          length < third ? 1 : 2, new CmdStanCsv(List.of(file)).read().size(), "cut at " + length);
    }
  }

  @Test
  void badInputIsASentence() throws IOException {
    refused("it has no line of names", write("# only a comment\n"));
    refused("has no draws", write(HEAD.formatted("0")));
    refused(
        "line 9, column 'mu': 'x' is not a number",
        write(HEAD.formatted("0") + "0,1,0,x,1,1,1,1\n"));
    refused("has 2 cells, but there are 8", write(HEAD.formatted("0") + "1,2\n0,1,0,1,1,1,1,1\n"));
    refused("are not those of an array", write("a.1,a.3\n1,2\n"));
    refused("is not the element of an array", write("a.x\n1\n"));
    refused("no parameter", write("lp__\n1\n"));
    Posterior dotted = Posterior.of(Map.of("a.b", Tensor.zeros(Shape.of(1, 1))));
    assertTrue(
        assertThrows(FileException.class, () -> CmdStanCsv.in(folder, "x", 1).write(dotted))
            .getMessage()
            .contains("Site 'a.b'"));
    assertThrows(FileException.class, () -> CmdStanCsv.in(folder, "x", 2).write(dotted));
  }

  private void refused(String words, Path file) {
    String message =
        assertThrows(FileException.class, () -> new CmdStanCsv(List.of(file)).read()).getMessage();
    assertTrue(message.contains(words) && message.contains(file.toString()), message);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("output.csv"), text);
  }
}
