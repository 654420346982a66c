package dev.merapi.infer.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Test;

/**
 * Eight schools against the reference posterior of posteriordb
 * (eight_schools-eight_schools_noncentered: 10 chains of 1000 draws by Stan).
 *
 * <p>Reads the folder named by the system property {@code merapi.posteriordb}; skipped without it.
 */
final class EightSchoolsGolden {
  private static final List<String> NAMES =
      Stream.concat(
              IntStream.rangeClosed(1, 8).mapToObj(i -> "theta[" + i + "]"), Stream.of("mu", "tau"))
          .toList();

  private static Summary summary(Chains chains) {
    double[][][] values =
        Arrays.stream(chains.draws())
            .map(
                chain ->
                    Arrays.stream(chain)
                        .map(Targets.EightSchools::constrain)
                        .toArray(double[][]::new))
            .toArray(double[][][]::new);
    return Summary.of(NAMES, values);
  }

  @Test
  void agreesWithStan() throws IOException {
    String folder = System.getProperty("merapi.posteriordb", "");
    assumeTrue(!folder.isEmpty(), "skipped: no folder in -Dmerapi.posteriordb");
    Path reference = Path.of(folder, "eight_schools-eight_schools_noncentered", "reference.csv");
    Chains chains =
        Sampler.nuts()
            .targetAcceptance(0.95)
            .draws(2000)
            .run(new Targets.EightSchools(), Key.of(1));
    Summary summary = summary(chains);
    for (String line : Files.readAllLines(reference)) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("parameter")) {
        ParameterSummary ours = summary.find(cells[0]).get();
        double mean = Double.parseDouble(cells[1]);
        double sd = Double.parseDouble(cells[2]);
        assertEquals(mean, ours.mean(), 0.15 * sd, ours.toString());
        assertEquals(sd, ours.sd(), 0.1 * sd, ours.toString());
        assertTrue(ours.rhat() < 1.01, ours.toString());
      }
    }
    assertEquals(0, chains.divergences());
  }

  /** The same without the folder: the mean of μ and its spread, from the same source. */
  @Example
  void findsTheGrandMean() {
    ParameterSummary mu =
        summary(Sampler.nuts().run(new Targets.EightSchools(), Key.of(2))).find("mu").get();
    assertEquals(4.41, mu.mean(), 0.15 * 3.31);
    assertEquals(3.31, mu.sd(), 0.1 * 3.31);
    assertTrue(mu.essBulk() > 1000 && mu.rhat() < 1.01, mu.toString());
  }
}
