package dev.merapi.infer.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.tempering.Tempering;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulation-based calibration of whole runs of each kernel. */
@Tag("statistical")
final class KernelCalibrationLaws {
  private static final int DRAWS = 99;
  private static final int SIMULATIONS = 1000;

  /** χ² of 19 degrees is above it with a probability of 1e-6. */
  private static final double MOST = 61.3;

  /**
   * Warm-up from a start that knows nothing, then draws, for 1000 data sets: the ranks of the mean,
   * the log scale and the log likelihood of the truth are uniform.
   */
  @Test
  void everyKernelIsCalibrated() {
    List<String> violations = new ArrayList<>();
    runs()
        .forEach(
            (name, run) -> {
              List<List<Integer>> ranks =
                  List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
              for (int i = 0; i < SIMULATIONS; i++) {
                simulate(run, Key.of(i).fold(name), ranks);
              }
              double[] squares =
                  ranks.stream().mapToDouble(each -> new Sbc(DRAWS, each).chiSquared(20)).toArray();
              System.out.printf(
                  "%-28s χ²(19) %6.1f %6.1f %6.1f%n", name, squares[0], squares[1], squares[2]);
              if (!(Arrays.stream(squares).max().orElse(0) < MOST)) {
                violations.add(name + " " + Arrays.toString(squares));
              }
            });
    assertEquals(List.of(), violations);
  }

  private static Map<String, BiFunction<Potential, Key, double[][]>> runs() {
    Map<String, BiFunction<Potential, Key, double[][]>> runs = new LinkedHashMap<>();
    for (Specimen specimen : Specimen.all()) {
      if (specimen.kernel().apply(new Targets.Located(1)) instanceof Tunable) {
        Sampler sampler =
            Sampler.of(
                p -> (Tunable) specimen.kernel().apply(p),
                WarmUp.ADAPTIVE.targetAcceptance(specimen.acceptance()));
        runs.put(specimen.name(), (p, key) -> draws(sampler.warmUp(300), p, key));
      }
    }
    runs.put(
        "microcanonical, unadjusted",
        (p, key) ->
            draws(Sampler.of(Microcanonical::unadjusted, WarmUp.ADAPTIVE).warmUp(300), p, key));
    runs.put("stan", (p, key) -> draws(Sampler.stan().warmUp(300), p, key));
    runs.put("nuts, default", (p, key) -> draws(Sampler.nuts(), p, key));
    runs.put(
        "tempering",
        (p, key) ->
            draws(
                Sampler.of(Tempering.of(new Targets.Normals(1, 0.5), 4).warmUp(100)::on), p, key));
    runs.put("stretch", KernelCalibrationLaws::stretched);
    return runs;
  }

  private static double[][] draws(Sampler sampler, Potential p, Key key) {
    Chains chains = sampler.chains(1).threads(1).draws(DRAWS).thinning(8).run(p, key);
    return chains.draws()[0];
  }

  private static double[][] stretched(Potential p, Key key) {
    Kernel<List<Point>, Double> kernel = Stretch.of(10).on(p);
    List<Point> at = new ArrayList<>();
    double[] z = new double[20];
    Draws.normal(key.fold("starts"), z, 0, 20);
    for (int w = 0; w < 10; w++) {
      at.add(Point.at(p, new double[] {z[2 * w], z[2 * w + 1]}));
    }
    double[][] draws = new double[DRAWS][];
    for (int i = -100; i < 20 * DRAWS; i++) {
      at = kernel.step(key.fold(i), at).state();
      if (i >= 0 && i % 20 == 0) {
        draws[i / 20] = at.get(i / 20 % 10).position();
      }
    }
    return draws;
  }

  private static void simulate(
      BiFunction<Potential, Key, double[][]> run, Key key, List<List<Integer>> ranks) {
    double[] z = new double[7];
    Draws.normal(key.fold("truth"), z, 0, 7);
    double[] truth = {z[0], 0.5 * z[1]};
    double[] y = new double[5];
    Arrays.setAll(y, i -> truth[0] + Math.exp(truth[1]) * z[2 + i]);
    Targets.Located target = new Targets.Located(y);
    double[][] draws = run.apply(target, key.fold("run"));
    ranks.get(0).add(rank(draws, truth, q -> q[0]));
    ranks.get(1).add(rank(draws, truth, q -> q[1]));
    ranks.get(2).add(rank(draws, truth, q -> logLikelihood(y, q)));
  }

  private static double logLikelihood(double[] y, double[] q) {
    double sum = -y.length * q[1];
    for (double each : y) {
      double residual = (each - q[0]) * Math.exp(-q[1]);
      sum -= 0.5 * residual * residual;
    }
    return sum;
  }

  private static int rank(double[][] draws, double[] truth, ToDoubleFunction<double[]> figure) {
    return Sbc.rank(
        figure.applyAsDouble(truth), Arrays.stream(draws).mapToDouble(figure).toArray());
  }
}
