package dev.merapi.benchmarks;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.adapt.MetricShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Posteriors with references: gradients per least effective draw, all of them counted, and
 * effective draws per second of processor time, by Stan's recipe and by others. Arguments: the
 * folder to write to, the folder of posteriordb, the number of seeds, then recipes and words that
 * the names of posteriors contain, all if there are none.
 */
public final class PosteriorTable {
  private PosteriorTable() {}

  static Map<String, Sampler> recipes() {
    Map<String, Sampler> recipes = new LinkedHashMap<>();
    recipes.put("stan", Sampler.stan());
    recipes.put("nuts", Sampler.nuts());
    recipes.put("fisher", Sampler.nuts().metric(MetricShape.FISHER_DIAGONAL));
    return recipes;
  }

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path data = Path.of(arguments[1]);
    int seeds = Integer.parseInt(arguments[2]);
    List<String> words = List.of(arguments).subList(3, arguments.length);
    List<String> json = new ArrayList<>();
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    System.out.printf(
        Locale.ROOT,
        "%-14s %-9s %7s %10s %9s %9s %7s %7s %6s %6s %6s %5s%n",
        "posterior",
        "recipe",
        "ESS",
        "gradients",
        "per ESS",
        "draws",
        "ratio",
        "ESS/s",
        "warm",
        "error",
        "rhat",
        "div");
    for (var entry : ReferenceModels.all().entrySet()) {
      String name = entry.getKey();
      if (!Files.isDirectory(data.resolve(name)) || !selected(words, name)) {
        continue;
      }
      ReferenceData reference = ReferenceData.in(data.resolve(name));
      LogDensity target = LogDensity.of(entry.getValue().apply(reference));
      double stan = Double.NaN;
      for (var recipe : recipes().entrySet()) {
        if (words.stream().anyMatch(recipes()::containsKey) && !words.contains(recipe.getKey())) {
          continue;
        }
        List<PosteriorRow> rows = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
          rows.add(
              PosteriorRow.of(
                  name, recipe.getKey(), recipe.getValue(), target, reference.references(), seed));
          json.add(rows.getLast().toJson(seed));
        }
        double cost = PosteriorRow.medianCost(rows, PosteriorRow::cost);
        stan = recipe.getKey().equals("stan") ? cost : stan;
        ratios.computeIfAbsent(recipe.getKey(), _ -> new ArrayList<>()).add(cost / stan);
        print(PosteriorRow.median(rows), rows, cost / stan);
      }
    }
    ratios.forEach(
        (recipe, all) ->
            System.out.printf(
                Locale.ROOT,
                "%s: geometric mean of the ratios %.3f, largest %.3f%n",
                recipe,
                PosteriorRow.geometricMean(all.stream().mapToDouble(x -> x).toArray()),
                all.stream().mapToDouble(x -> x).max().orElse(0)));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("posteriordb.json"), "[" + String.join(",\n ", json) + "]\n");
  }

  private static boolean selected(List<String> words, String name) {
    List<String> names = words.stream().filter(word -> !recipes().containsKey(word)).toList();
    return names.isEmpty() || names.stream().anyMatch(name::contains);
  }

  private static void print(PosteriorRow median, List<PosteriorRow> rows, double ratio) {
    System.out.printf(
        Locale.ROOT,
        "%-14.14s %-9s %7.0f %10.0f %9.2f %9.2f %7.3f %7.0f %6.0f %6.3f %6.4f %5.0f%n",
        median.posterior(),
        median.recipe(),
        median.ess(),
        median.gradients(),
        PosteriorRow.medianCost(rows, PosteriorRow::cost),
        PosteriorRow.medianCost(rows, PosteriorRow::costOfDraws),
        ratio,
        median.ess() / median.seconds(),
        median.warmUp(),
        median.error(),
        median.rhat(),
        median.divergences());
  }
}
