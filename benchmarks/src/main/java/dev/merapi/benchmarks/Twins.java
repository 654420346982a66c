package dev.merapi.benchmarks;

import dev.merapi.benchmarks.corpus.Corpus;
import dev.merapi.benchmarks.corpus.Study;
import dev.merapi.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The models of the corpus in NumPyro, where it is installed. */
final class Twins {
  private Twins() {}

  /** Nanoseconds a gradient, by model; empty, and a sentence, where there is no NumPyro. */
  static Map<String, Double> run(String python, Path folder, List<String> models)
      throws IOException, InterruptedException {
    Map<String, Double> figures = new HashMap<>();
    if (!isInstalled(python)) {
      System.out.printf(
          "Without NumPyro beside it: '%s -c \"import numpyro\"' does not succeed here.%n", python);
      return figures;
    }
    Files.createDirectories(folder);
    for (Study study : Corpus.all()) {
      if (models.contains(study.name())) {
        Files.writeString(folder.resolve(study.name() + ".json"), json(study.data()));
      }
    }
    Path script = folder.resolve("twins.py");
    try (var source = Twins.class.getResourceAsStream("twins.py")) {
      if (source == null) {
        throw new IllegalStateException("The script of the twins is not among the resources");
      }
      Files.write(script, source.readAllBytes());
    }
    Process process =
        new ProcessBuilder(python, script.toString(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      lines
          .lines()
          .filter(line -> line.startsWith("{"))
          .forEach(
              line ->
                  figures.put(
                      GradientRow.field(line, "model"),
                      Double.parseDouble(GradientRow.field(line, "ns_gradient"))));
    }
    int _ = process.waitFor();
    return figures;
  }

  private static boolean isInstalled(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import numpyro")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static String json(Map<String, Tensor> data) {
    return data.entrySet().stream()
        .map(
            entry ->
                "\"%s\": {\"shape\": %s, \"values\": %s}"
                    .formatted(
                        entry.getKey(),
                        Arrays.toString(entry.getValue().shape().toArray()),
                        Arrays.toString(entry.getValue().toArray())))
        .collect(Collectors.joining(",\n", "{", "}\n"));
  }
}
