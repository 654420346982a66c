package dev.merapi.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;

final class AdviceExamples {
  private static final List<String> NAMES = List.of("x", "y");

  private static List<String> advice(Sampler sampler, Potential target) {
    return Posterior.of(NAMES, sampler.run(target, Key.of(3))).advice();
  }

  @Example
  void aGoodRunNeedsNone() {
    assertEquals(List.of(), advice(Sampler.nuts(), new Targets.Normals(1, 2)));
  }

  @Example
  void divergencesAreLocated() {
    List<String> advice = advice(Sampler.nuts().targetAcceptance(0.5), new Targets.Well(2, 1));
    assertTrue(
        advice.stream()
            .anyMatch(
                s ->
                    s.contains("diverged")
                        && s.contains("They start at ")
                        && s.contains("Raise the target acceptance")),
        advice.toString());
  }

  /** Trajectories that end where they began say where the step is too long. */
  @Example
  void refusalsAreLocated() {
    int n = 400;
    double[][][] rows = new double[2][n][1];
    double[][][] figures = new double[2][n][2];
    SplittableRandom random = new SplittableRandom(1);
    for (int c = 0; c < 2; c++) {
      double slow = 0;
      for (int i = 0; i < n; i++) {
        slow = 0.9 * slow + random.nextGaussian();
        rows[c][i][0] = i % 200 == 7 ? 30 : slow;
        figures[c][i][0] = i % 200 == 7 ? 1e-5 : 0.9;
      }
    }
    Posterior posterior =
        Posterior.of(
            List.of(new Quantity("x", Shape.SCALAR, 0)),
            rows,
            List.of(Column.ACCEPTANCE, Column.SATURATED),
            figures);
    String told = String.join("\n", posterior.advice());
    assertTrue(told.contains("4 transitions after warm-up were as good as refused"), told);
    assertTrue(told.contains("They are at x near 30.0"), told);
  }

  @Example
  void saturatedTreesAreCounted() {
    List<String> advice =
        advice(Sampler.nuts(new NutsLimits(2, 1000)), new Targets.Correlated(0.999));
    assertTrue(
        advice.stream().anyMatch(s -> s.contains("transitions reached the largest tree depth.")),
        advice.toString());
  }

  @Example
  void shortRunsAreTooShort() {
    List<String> advice = advice(Sampler.nuts().draws(20), new Targets.Normals(1, 2));
    assertTrue(
        advice.stream()
            .anyMatch(s -> s.contains("below 100 a chain for ") && s.contains("Draw more.")),
        advice.toString());
  }

  @Example
  void theTableHasALineForEachParameter() {
    Chains chains = Sampler.nuts().run(new Targets.Normals(1, 2), Key.of(4));
    String table = Summary.of(NAMES, chains.draws()).toString();
    assertEquals(3, table.lines().count());
    assertTrue(table.lines().findFirst().orElse("").contains("ess_bulk"), table);
  }
}
