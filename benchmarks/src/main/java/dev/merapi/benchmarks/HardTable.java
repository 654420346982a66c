package dev.merapi.benchmarks;

import dev.merapi.benchmarks.HardModels.Hard;
import dev.merapi.benchmarks.HardModels.Known;
import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.chain.StartException;
import dev.merapi.infer.diagnose.Mcse;
import dev.merapi.infer.diagnose.Quantiles;
import dev.merapi.infer.kernel.Microcanonical;
import dev.merapi.infer.kernel.Walnuts;
import dev.merapi.infer.mcmc.SamplingException;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Hard posteriors by the default sampler, or by the automatic one: right, told to be wrong, or
 * silently wrong. Right are medians within 0.15 and quantiles of 5 and 95 % within 0.3 deviations
 * of what is known. Arguments: the folder to write to, the folder of posteriordb or −, the number
 * of seeds, or the first and the last as {@code 6-10}, then "automatic", "walnuts",
 * "microcanonical" or "unadjusted" perhaps, and names, all if there are none.
 */
public final class HardTable {
  private static final double RIGHT = 0.15;
  private static final double RIGHT_OUTSIDE = 0.3;
  private static final List<String> WITH_DATA =
      List.of(
          "hudson_lynx_hare-lotka_volterra",
          "mcycle_gp-accel_gp",
          "one_comp_mm_elim_abs-one_comp_mm_elim_abs");

  private HardTable() {}

  /** One run of one posterior. */
  private record Row(
      String name, int seed, boolean right, double worst, long gradients, List<String> advice) {
    boolean silent() {
      return !right && advice.isEmpty();
    }

    String toJson() {
      return String.format(
          Locale.ROOT,
          "{\"posterior\": \"%s\", \"seed\": %d, \"right\": %b, \"worst\": %.3f, \"silent\": %b, \"gradients\": %d, \"advice\": [%s]}",
          name,
          seed,
          right,
          Double.isFinite(worst) ? worst : -1,
          silent(),
          gradients,
          String.join(", ", advice.stream().map(s -> '"' + s.replace("\"", "'") + '"').toList()));
    }
  }

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String[] seeds = arguments[2].split("-", 2);
    int first = seeds.length > 1 ? Integer.parseInt(seeds[0]) : 1;
    int last = Integer.parseInt(seeds[seeds.length - 1]);
    List<String> names = new ArrayList<>(List.of(arguments).subList(3, arguments.length));
    Sampler sampler = Sampler.nuts();
    for (var recipe : recipes().entrySet()) {
      sampler = names.remove(recipe.getKey()) ? recipe.getValue() : sampler;
    }
    Sampler chosen = sampler;
    List<String> json = new ArrayList<>();
    System.out.printf(
        "%-12s %6s %6s %8s %7s %9s  %s%n",
        "posterior", "right", "told", "silent", "worst", "gradients", "told");
    models(Path.of(arguments[1]))
        .forEach(
            (name, hard) -> {
              if (names.isEmpty() || names.stream().anyMatch(name::contains)) {
                List<Row> rows = new ArrayList<>();
                for (int seed = first; seed <= last; seed++) {
                  rows.add(run(chosen, name, hard, seed));
                  json.add(rows.getLast().toJson());
                }
                print(name, rows);
              }
            });
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("hard.json"), "[" + String.join(",\n ", json) + "]\n");
  }

  private static Map<String, Sampler> recipes() {
    Start climbed = Start.climbed(8, 40);
    Map<String, Sampler> recipes = new LinkedHashMap<>();
    recipes.put("automatic", Sampler.automatic());
    recipes.put("walnuts", Sampler.of(Walnuts::new, WarmUp.ADAPTIVE).start(climbed));
    recipes.put(
        "microcanonical", Sampler.of(Microcanonical::adjusted, WarmUp.ADAPTIVE).start(climbed));
    recipes.put(
        "unadjusted", Sampler.of(Microcanonical::unadjusted, WarmUp.ADAPTIVE).start(climbed));
    return recipes;
  }

  private static Map<String, Hard> models(Path data) {
    Map<String, Hard> models = new LinkedHashMap<>(HardModels.all());
    for (String name : WITH_DATA) {
      Function<ReferenceData, Model<?>> model = ReferenceModels.all().get(name);
      if (Files.isDirectory(data.resolve(name)) && model != null) {
        ReferenceData reference = ReferenceData.in(data.resolve(name));
        Map<String, Known> known = new LinkedHashMap<>();
        reference.references().forEach(r -> known.put(r.name(), Known.of(r)));
        models.put(name, new Hard(model.apply(reference), known));
      }
    }
    return models;
  }

  private static Row run(Sampler sampler, String name, Hard hard, int seed) {
    try {
      Posterior posterior = Posterior.sample(sampler, hard.model(), Key.of(seed));
      double worst = worst(posterior, hard.known());
      return new Row(
          name, seed, worst <= 1, worst, posterior.chains().gradients(), posterior.advice());
    } catch (SamplingException | StartException refusal) {
      return new Row(
          name, seed, false, Double.NaN, 0, List.of(String.valueOf(refusal.getMessage())));
    }
  }

  /** The largest distance in units of what is right. */
  private static double worst(Posterior posterior, Map<String, Known> known) {
    double worst = 0;
    for (var entry : known.entrySet()) {
      double[][] chains = chains(posterior, entry.getKey());
      Known expected = entry.getValue();
      worst = Math.max(worst, apart(chains, 0.05, expected.low(), RIGHT_OUTSIDE, expected));
      worst = Math.max(worst, apart(chains, 0.95, expected.high(), RIGHT_OUTSIDE, expected));
      if (!Double.isNaN(expected.median())) {
        worst = Math.max(worst, apart(chains, 0.5, expected.median(), RIGHT, expected));
      }
    }
    return worst;
  }

  private static double[][] chains(Posterior posterior, String name) {
    int column = posterior.names().indexOf(name);
    return Arrays.stream(posterior.rows())
        .map(chain -> Arrays.stream(chain).mapToDouble(row -> row[column]).toArray())
        .toArray(double[][]::new);
  }

  private static double apart(
      double[][] chains, double p, double expected, double right, Known scale) {
    double error = 3 * Mcse.quantile(chains, p);
    double allowed = Math.max(right * scale.unit(), Double.isNaN(error) ? 0 : error);
    double distance = Math.abs(Quantiles.of(chains, p) - expected) / allowed;
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  /** The first words of a sentence, without names and numbers. */
  private static String kind(String sentence) {
    String words =
        sentence.replaceAll("[0-9]+(\\.[0-9]+)?", "#").replace("transitions", "transition");
    String[] each = words.split(" ", 7);
    return String.join(" ", List.of(each).subList(0, Math.min(each.length, 6)));
  }

  private static void print(String name, List<Row> rows) {
    Map<String, Integer> sentences = new LinkedHashMap<>();
    rows.forEach(row -> row.advice().forEach(s -> sentences.merge(kind(s), 1, Integer::sum)));
    double[] worst = rows.stream().mapToDouble(Row::worst).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-12.12s %6d %6d %8d %7.2f %9.0f  %s%n",
        name,
        rows.stream().filter(Row::right).count(),
        rows.stream().filter(row -> !row.advice().isEmpty()).count(),
        rows.stream().filter(Row::silent).count(),
        worst[worst.length / 2],
        rows.stream().mapToDouble(Row::gradients).average().orElse(0),
        sentences);
  }
}
