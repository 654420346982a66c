package dev.merapi.report.arviz;

import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.dims.Axis;
import dev.merapi.report.fit.PredictiveFit;
import dev.merapi.report.result.Results;
import dev.merapi.report.result.Variable;
import dev.merapi.report.store.CmdStanCsv;
import dev.merapi.report.store.Store;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ArviZ reads what is written, and agrees. The program is {@code merapi.python}, else {@code
 * python3}: {@code python3 -m venv v && v/bin/pip install arviz zarr}, then {@code
 * -Dmerapi.python=v/bin/python}. Skipped where it cannot import arviz.
 */
class ArvizGolden {
  private static final String PYTHON = System.getProperty("merapi.python", "python3");
  private static final Tensor EFFECT = Tensor.of(28, 8, -3);

  private static Model<Tensor> model() {
    return sample("mu", normal(0, 5))
        .flatMap(
            mu ->
                sample("tau", halfCauchy(5))
                    .flatMap(
                        tau ->
                            plate("row", 2)
                                .dim(-2)
                                .each(
                                    _ ->
                                        plate("column", 2)
                                            .dim(-1)
                                            .each(_ -> sample("square", normal(0, 1))))
                                .flatMap(
                                    _ ->
                                        plate(
                                            "school",
                                            List.of("Choate", "Exeter", "Hill"),
                                            _ ->
                                                sample("theta", normal(mu, tau))
                                                    .flatMap(
                                                        theta ->
                                                            observe(
                                                                "y",
                                                                normal(theta, 12),
                                                                EFFECT))))));
  }

  @Test
  void arvizAgrees(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(runs("-c", "import arviz"), "no ArviZ: " + PYTHON + " cannot import it");
    Posterior posterior =
        CmdStanCsv.in(folder, "live", 3)
            .withWarmUp()
            .sample(Sampler.stan().warmUp(300).draws(400).chains(3), model(), Key.of(1));
    write(folder, posterior);
    CmdStanCsv.in(folder, "warm", 2)
        .withWarmUp()
        .sample(Sampler.stan().warmUp(150).draws(20).chains(2), model(), Key.of(1));
    Path script = Path.of("src/test/python/check_arviz.py");
    Process process =
        new ProcessBuilder(
                PYTHON,
                (Files.exists(script) ? script : Path.of("report").resolve(script)).toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(said);
    assertEquals(0, process.waitFor(), said);
  }

  private static void write(Path folder, Posterior posterior) throws IOException {
    var pointwise = LogLikelihood.of(model(), posterior);
    Results results =
        Results.of(model(), posterior)
            .with(Results.LOG_LIKELIHOOD, model(), pointwise)
            .with(Results.PREDICTIVE, model(), Predictive.posterior(model(), posterior, Key.of(2)))
            .withWarmUp(CmdStanCsv.in(folder, "live", 3).readWarmUp());
    Store.at(folder.resolve("results.json")).write(results);
    Store.at(folder.resolve("results.zarr")).write(results);
    CmdStanCsv.in(folder, "run", 3).write(posterior);
    Files.writeString(
        folder.resolve("summary.csv"),
        posterior.summary().parameters().stream()
            .map(ArvizGolden::line)
            .collect(Collectors.joining("\n")));
    Files.writeString(
        folder.resolve("values.csv"),
        results.groups().entrySet().stream()
            .flatMap(
                group ->
                    group.getValue().variables().entrySet().stream()
                        .map(array -> values(group.getKey(), array.getKey(), array.getValue())))
            .collect(Collectors.joining("\n")));
    Loo loo = PredictiveFit.of(pointwise, posterior).loo();
    Files.writeString(
        folder.resolve("loo.csv"),
        "elpd,%s\nse,%s\np,%s\nk,%s\n"
            .formatted(
                loo.elpd(),
                loo.se(),
                loo.parameters(),
                loo.paretoK().stream().mapToDouble(Double::doubleValue).max().orElse(0)));
  }

  private static String line(ParameterSummary p) {
    return "\"%s\",%s,%s,%s,%s".formatted(p.name(), p.mean(), p.essBulk(), p.essTail(), p.rhat());
  }

  private static String values(String group, String name, Variable array) {
    return "%s,%s,%s,%s"
        .formatted(
            group,
            name,
            array.axes().stream().map(Axis::name).collect(Collectors.joining(";")),
            Arrays.stream(array.values().toArray())
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" ")));
  }

  private static boolean runs(String... arguments) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  java.util.stream.Stream.concat(
                          java.util.stream.Stream.of(PYTHON), Arrays.stream(arguments))
                      .toList())
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
