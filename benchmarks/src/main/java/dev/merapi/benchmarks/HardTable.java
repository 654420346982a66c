package dev.merapi.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.merapi.benchmarks.HardModels.Hard;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.infer.chain.StartException;
import dev.merapi.infer.mcmc.SamplingException;
import dev.merapi.tensor.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Hard posteriors by the default sampler: right, told to be wrong, or silently wrong. Right are
 * medians within 0.15 deviations of what is known. Arguments: the folder of posteriordb or −, the
 * number of seeds, then names, all if there are none.
 */
public final class HardTable {
  private static final double RIGHT = 0.15;

  private HardTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) {
    int seeds = Integer.parseInt(arguments[1]);
    List<String> names = List.of(arguments).subList(2, arguments.length);
    Map<String, Hard> models = new LinkedHashMap<>(HardModels.all());
    Path predators = Path.of(arguments[0]).resolve("hudson_lynx_hare-lotka_volterra");
    if (Files.isDirectory(predators)) {
      ReferenceData data = ReferenceData.in(predators);
      Map<String, double[]> known = new LinkedHashMap<>();
      data.references().forEach(r -> known.put(r.name(), new double[] {r.mean(), r.sd()}));
      models.put("lotka", new Hard(ReferenceModels.lotkaVolterra(data), known));
    }
    Sampler sampler = requireNonNull(PosteriorTable.recipes().get("nuts"));
    System.out.printf(
        "%-12s %6s %6s %8s %9s  %s%n", "posterior", "right", "told", "silent", "gradients", "told");
    models.forEach(
        (name, hard) -> {
          if (names.isEmpty() || names.contains(name)) {
            run(name, hard, sampler, seeds);
          }
        });
  }

  private static void run(String name, Hard hard, Sampler sampler, int seeds) {
    int right = 0;
    int told = 0;
    int silent = 0;
    double gradients = 0;
    Map<String, Integer> sentences = new LinkedHashMap<>();
    for (int seed = 1; seed <= seeds; seed++) {
      try {
        Posterior posterior = Posterior.sample(sampler, hard.model(), Key.of(seed));
        gradients += (double) posterior.chains().gradients();
        List<String> advice = posterior.advice();
        boolean isRight = isRight(posterior.summary(), hard.known());
        right += isRight ? 1 : 0;
        told += advice.isEmpty() ? 0 : 1;
        silent += !isRight && advice.isEmpty() ? 1 : 0;
        advice.forEach(s -> sentences.merge(s.replaceAll("[-0-9.]+", "#"), 1, Integer::sum));
      } catch (SamplingException | StartException refusal) {
        told++;
        sentences.merge(String.valueOf(refusal.getMessage()), 1, Integer::sum);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s %6d %6d %8d %9.0f  %s%n",
        name,
        right,
        told,
        silent,
        gradients / seeds,
        sentences);
  }

  private static boolean isRight(Summary summary, Map<String, double[]> known) {
    for (var entry : known.entrySet()) {
      ParameterSummary found = summary.find(entry.getKey()).orElseThrow();
      double[] expected = entry.getValue();
      if (!(Math.abs(found.q50() - expected[0]) <= RIGHT * expected[1])) {
        return false;
      }
    }
    return true;
  }
}
