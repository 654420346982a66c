package dev.merapi.report.arviz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.diagnose.Mcse;
import dev.merapi.infer.diagnose.Rhat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Diagnostics against R's posterior and loo, which {@code src/test/r/posterior.R} runs on the same
 * chains: relative 1e-8. Skipped where there is no {@code Rscript} with both packages.
 */
class RGolden {
  private static final double TOLERANCE = 1e-8;

  @Test
  void posteriorAndLooAgree() throws IOException, InterruptedException {
    Path own = Path.of("src/test/r/posterior.R");
    Path script = Files.exists(own) ? own : Path.of("report").resolve(own);
    List<String> lines = output(script);
    assumeTrue(lines.size() == 8, "no Rscript with posterior and loo");
    for (int kind = 0; kind < 7; kind++) {
      double[][] x = chains(kind);
      double[] ours = {
        Rhat.of(x),
        Rhat.basic(x),
        Ess.bulk(x),
        Ess.tail(x),
        Ess.mean(x),
        Mcse.mean(x),
        Mcse.sd(x),
        Mcse.quantile(x, 0.25)
      };
      String[] theirs = lines.get(kind).split(" ", -1);
      for (int i = 0; i < ours.length; i++) {
        agree("kind " + kind + ", figure " + i, theirs[1 + i], ours[i]);
      }
    }
    String[] theirs = lines.get(7).split(" ", -1);
    Loo loo = Loo.of(logLikelihoods(), 0.5);
    agree("elpd", theirs[1], loo.elpd());
    for (int i = 0; i < 5; i++) {
      agree("k " + i, theirs[3 + i], loo.paretoK().get(i));
    }
  }

  /** R has no figure where all draws of a tail are equal. */
  private static void agree(String what, String theirs, double ours) {
    if (!theirs.equals("NA")) {
      double expected = Double.parseDouble(theirs);
      assertEquals(expected, ours, TOLERANCE * Math.abs(expected), what);
    }
  }

  private static List<String> output(Path script) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("Rscript", script.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException absent) {
      return List.of(absent.toString().toLowerCase(Locale.ROOT));
    }
  }

  private static double uniform(long state) {
    return (state + 0.5) / 4294967296.0;
  }

  private static long next(long state) {
    return (1664525 * state + 1013904223) & 0xFFFFFFFFL;
  }

  private static double[][] chains(int kind) {
    double[][] chains = new double[4][200];
    for (int c = 0; c < chains.length; c++) {
      long state = 1000L * kind + c + 1;
      double x = 0;
      for (int i = 0; i < chains[c].length; i++) {
        state = next(state);
        double u = uniform(state);
        x =
            switch (kind) {
              case 0 -> 0.7 * x + (u - 0.5);
              case 1 -> 0.3 * x + (u - 0.5) + (c == 0 ? 0.2 : 0.0);
              case 2 -> -0.5 * x + (u - 0.5);
              case 3 -> 1.0 / u - 1.0 / (1.0 - u);
              case 4 -> Math.floor(4.0 * u);
              case 5 -> (u - 0.5) * (c == 0 ? 3.0 : 1.0);
              default -> 0.99 * x + (u - 0.5);
            };
        chains[c][i] = x;
      }
    }
    return chains;
  }

  /** Those of {@code PredictiveFitGolden}, without the first, which is constant. */
  private static double[][] logLikelihoods() {
    double[][] rows = new double[400][5];
    long state = 12345;
    for (double[] row : rows) {
      for (int i = 0; i < 6; i++) {
        state = next(state);
        if (i > 0) {
          row[i - 1] = i < 5 ? -1.0 - 0.3 * i * uniform(state) : 0.9 * Math.log(uniform(state));
        }
      }
    }
    return rows;
  }
}
